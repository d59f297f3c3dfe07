package dev.easel.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment variables of the Hub's own tools, read as these tools read them.
 *
 * @param environment the variables
 */
public record HubSettings(Map<String, String> environment) {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final long LONGEST_TOKEN_FILE = 8192;

    public HubSettings {
        environment = Map.copyOf(environment);
    }

    /** The settings of this process. */
    public static HubSettings ofProcess() {
        return new HubSettings(System.getenv());
    }

    /** The cache's folder: {@code HF_HUB_CACHE}, {@code HF_HOME/hub}, or {@code ~/.cache/huggingface/hub}. */
    public Path cacheDir() {
        return path("HF_HUB_CACHE").or(() -> path("HUGGINGFACE_HUB_CACHE")).orElseGet(() -> home().resolve("hub"));
    }

    /**
     * Where the Hub is: {@code HF_ENDPOINT}, or {@code https://huggingface.co}.
     *
     * @throws HubException if it is not a valid address
     */
    public URI endpoint() {
        return endpoint(value("HF_ENDPOINT").orElse("https://huggingface.co"));
    }

    /** Reads an endpoint's address. */
    public static URI endpoint(String address) {
        var text = address.replaceAll("/+$", "");
        var pattern = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/-]*)?");
        if (!pattern.matcher(text).matches()) {
            throw new HubException("'" + address + "' is no endpoint of a Hub; expected an address such as"
                    + " https://hub.example.com");
        }
        return URI.create(text);
    }

    /**
     * The user's token: {@code HF_TOKEN}, or the content of the file {@code HF_TOKEN_PATH}, else of {@code HF_HOME/token}.
     *
     * @throws HubException if the token cannot be read, or has impossible characters
     */
    public Optional<String> token() {
        return value("HF_TOKEN")
                .or(() -> value("HUGGING_FACE_HUB_TOKEN"))
                .or(this::tokenFromFile)
                .map(token -> {
                    if (!TOKEN.matcher(token).matches()) {
                        throw new HubException("the token for the Hub has invalid characters;"
                                + " set HF_TOKEN again, or correct the file that HF_TOKEN_PATH names");
                    }
                    return token;
                });
    }

    private Optional<String> tokenFromFile() {
        var file = path("HF_TOKEN_PATH").orElseGet(() -> home().resolve("token"));
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST_TOKEN_FILE
                    ? Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw new HubException("the token in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path home() {
        return path("HF_HOME")
                .or(() -> path("XDG_CACHE_HOME").map(cache -> cache.resolve("huggingface")))
                .orElseGet(() -> userHome().resolve(".cache/huggingface"));
    }

    private Path userHome() {
        return Path.of(value("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    private Optional<Path> path(String name) {
        return value(name).map(this::expanded);
    }

    private Path expanded(String text) {
        return text.equals("~") || text.startsWith("~/")
                ? userHome().resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
