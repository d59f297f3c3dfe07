package dev.easel.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.problem.RejectedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads request bodies as JSON objects, strictly. */
public final class JsonBody {
    static final String BODY = "body";
    private static final int MOST_TOKENS = 10_000;
    /** For readers of bodies that the HTTP server has bounded. */
    public static final StreamReadConstraints LONG_STRINGS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            // no valid request has more; empty objects would take thirty times the body's memory
            .maxTokenCount(MOST_TOKENS)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // an image is one long text; the HTTP server bounds the body
                    .streamReadConstraints(LONG_STRINGS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // read, so that the message can name the field
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonBody() {}

    /**
     * A request's body as a JSON object.
     *
     * @throws RejectedException if it is not one
     */
    public static ObjectNode of(RoutingContext context) {
        byte[] body = bytes(context)
                .orElseThrow(() -> RejectedException.invalid(BODY, "is empty; it must be a JSON object with a prompt"));
        return parse(BODY, body);
    }

    /** A request's body, if it has one. */
    public static Optional<byte[]> bytes(RoutingContext context) {
        return Optional.ofNullable(context.body())
                .map(io.vertx.ext.web.RequestBody::buffer)
                .map(Buffer::getBytes);
    }

    /**
     * Bytes as a JSON object.
     *
     * @param name the name in messages
     * @throws RejectedException if they are not one
     */
    public static ObjectNode parse(String name, byte[] json) {
        try {
            return object(name, MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw RejectedException.invalid(name, "is not valid JSON" + place(e) + ": " + message(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonProcessingException e) {
        return Optional.ofNullable(e.getLocation())
                .map(location -> " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")")
                .orElse("");
    }

    /** The parser's message without its remarks in parentheses, which are about its own settings. */
    private static String message(JsonProcessingException e) {
        return e instanceof StreamConstraintsException
                ? "it is nested too deeply, or has too many parts"
                : e.getOriginalMessage().replaceFirst("(?s) \\(.*", "");
    }

    /**
     * A JSON object.
     *
     * @param name the name in messages
     * @throws RejectedException if it is not one
     */
    public static ObjectNode object(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw RejectedException.invalid(name, "must be a JSON object such as {\"prompt\": \"a cat\"}");
    }
}
