package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import static io.restassured.RestAssured.given;

/** Sends events as producers do, and reads answers as consumers do. */
public final class Events {
    static final String REQUESTED = "dev.easel.image.requested.v1";
    static final String GENERATED = "dev.easel.image.generated.v1";
    static final String REJECTED = "dev.easel.image.rejected.v1";
    static final String STRUCTURED = "application/cloudevents+json";
    static final String SOURCE = "/tests/" + UUID.randomUUID();

    /** Data without a seed, so that another generation would be another image. */
    static final Map<String, ?> UNSEEDED = Map.of("prompt", "a cat", "steps", 3);

    private static final JsonMapper MAPPER = new JsonMapper();

    private Events() {}

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    /** A binary event, to be posted. */
    static RequestSpecification binary(String id, Object data) {
        return binary(SOURCE, id, data);
    }

    /** The same from another source. */
    static RequestSpecification binary(String source, String id, Object data) {
        return given().header("ce-specversion", "1.0")
                .header("ce-type", REQUESTED)
                .header("ce-source", source)
                .header("ce-id", id)
                .contentType(ContentType.JSON)
                .body(data);
    }

    /** A binary event as bytes, also for a host that HTTP clients refuse to send. */
    static byte[] message(String host, String id, String data) {
        return ("POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                        + "ce-specversion: 1.0\r\nce-type: " + REQUESTED + "\r\nce-source: " + SOURCE + "\r\nce-id: "
                        + id
                        + "\r\nConnection: close\r\nContent-Length: " + data.length() + "\r\n\r\n" + data)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends such a message and returns the whole answer. */
    static String exchange(byte[] message) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(message);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The body of a structured event. */
    static ObjectNode envelope(String id, Object data) {
        return MAPPER.createObjectNode()
                .put("specversion", "1.0")
                .put("type", REQUESTED)
                .put("source", SOURCE)
                .put("id", id)
                .set("data", MAPPER.valueToTree(data));
    }

    /** A structured event, to be posted. */
    static RequestSpecification structured(String envelope) {
        // as bytes, which the client sends as they are
        return given().header("Content-Type", STRUCTURED).body(envelope.getBytes(StandardCharsets.UTF_8));
    }

    /** The same from its body. */
    static RequestSpecification structured(JsonNode envelope) {
        return structured(envelope.toString());
    }

    /** Posts a binary event. */
    static Response post(String id, Map<String, ?> data) {
        return post("", id, data);
    }

    /** The same to a service at an address. */
    static Response post(String base, String id, Object data) {
        return binary(id, data).post(base + "/");
    }

    /** An answer's data, or the answer itself if it is structured. */
    static JsonNode json(Response answer) {
        return ApiDescription.json(answer);
    }
}
