package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that asks for an image by one of the protocols, and waits for the end. */
record Caller(int port, int number) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIZE = 64;
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    /** The end of a call; anything else, such as a closed connection, is an error. */
    enum End {
        IMAGE,
        STATED_ERROR
    }

    private enum Way {
        FILE,
        JSON,
        FUNCTION,
        EVENTS,
        LATER,
        CLOUD_EVENT
    }

    /** Whether it sends a CloudEvent, whose answer is stored if it is an image. */
    boolean sendsCloudEvent() {
        return way() == Way.CLOUD_EVENT;
    }

    private Way way() {
        return Way.values()[number % Way.values().length];
    }

    /** Asks and waits; callers with consecutive numbers use all protocols in turn. */
    End call(int steps) {
        String body = "{\"prompt\": \"a cat\", \"width\": %1$d, \"height\": %1$d, \"steps\": %2$d, \"seed\": %3$d}"
                .formatted(SIZE, steps, number);
        return switch (way()) {
            case FILE -> file(post(Service.GENERATE, body, "Accept", "image/png"));
            case JSON -> images(post(Service.GENERATE, body, "Accept", "application/json"));
            case FUNCTION -> images(post(Service.FUNCTION, body, "Accept", "application/json"));
            case EVENTS -> last(EventStream.post(port, Service.GENERATE, body));
            case LATER -> last(EventStream.get(port, later(body) + "/events"));
            case CLOUD_EVENT -> answer(cloudEvent(body));
        };
    }

    private String later(String body) {
        var accepted = post(Service.GENERATE, body, "Prefer", "respond-async");
        assertThat(accepted.statusCode()).isEqualTo(ACCEPTED);
        return URI.create(accepted.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    private HttpResponse<byte[]> cloudEvent(String body) {
        return post(
                "/",
                body,
                "ce-specversion",
                "1.0",
                "ce-type",
                Events.REQUESTED,
                "ce-source",
                Events.SOURCE,
                "ce-id",
                Integer.toString(number));
    }

    private static End answer(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("ce-type"))
                .contains(answer.statusCode() == 200 ? Events.GENERATED : Events.REJECTED);
        return images(answer);
    }

    private HttpResponse<byte[]> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError("caller " + number + " had no answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static End file(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            return problem(answer);
        }
        return image(answer.body());
    }

    private static End images(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            return problem(answer);
        }
        return image(json(answer.body()).at("/images/0"));
    }

    private static End problem(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        return problem(json(answer.body()));
    }

    private static End last(EventStream stream) {
        try (stream) {
            var last = stream.all().getLast();
            return switch (last.name()) {
                case "image" -> image(last.data());
                case "error" -> problem(last.data());
                default -> throw new AssertionError("a stream ended with " + last);
            };
        }
    }

    private static End image(JsonNode image) {
        return image(Base64.getDecoder().decode(image.path("b64_json").asText()));
    }

    private static End image(byte[] file) {
        assertThat(Pngs.pixels(file)).startsWith(SIZE, SIZE);
        return End.IMAGE;
    }

    private static End problem(JsonNode problem) {
        assertThat(problem.path("status").asInt()).as(problem.toString()).isEqualTo(UNAVAILABLE);
        assertThat(problem.path("type").asText()).isEqualTo("https://easel.dev/problems/unavailable");
        return End.STATED_ERROR;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
