package dev.easel.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static io.restassured.RestAssured.get;

/** The service's description of its API, and how tests read JSON. */
record ApiDescription(JsonNode root) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static ApiDescription read() {
        return new ApiDescription(json(get("/q/openapi?format=json")));
    }

    static JsonNode json(Response response) {
        return json(response.asString());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    JsonNode path(String field) {
        return root.path(field);
    }

    JsonNode schema(String name) {
        return root.at("/components/schemas/" + name);
    }

    /** The fields of a generation request. */
    JsonNode fields() {
        return schema("GenerationRequest").path("properties");
    }

    static Set<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
