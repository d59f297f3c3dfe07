package dev.easel.http;

import dev.easel.request.parameter.Language;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers in the caller's language, which clients keep for as long as they stay the same. */
final class Translated {
    private static final int TAG_LENGTH = 32;

    private Translated() {}

    /** The language of the query, or else those of {@code Accept-Language}. */
    static Optional<String> wanted(@Nullable String lang, HttpHeaders headers) {
        return Optional.ofNullable(lang)
                .filter(tag -> !tag.isBlank())
                .or(() -> Optional.ofNullable(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    /** The text, or 304 for a client that has it. */
    static Response response(Request request, String text, Language language) {
        var tag = new EntityTag(digest(text));
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(() -> Response.ok(text))
                .tag(tag)
                .language(language.tag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .build();
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, TAG_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
