package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients draw themselves from. */
@QuarkusTest
class InterfaceTest {
    private static final Path PAGE = Path.of("docs/parameters.md");
    private static final String INTERFACE = "/v1/interface";
    private static final String SCHEMA = "/v1/models/scenes-flux/schema";
    private static final String HEAD = """
            <!-- Generated from the service's own answer; mvn test -Dtest=InterfaceTest -Ddocs.write=true rewrites it. -->

            """;

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void docsHaveThePageOfTheDefaultConfiguration() throws IOException {
        String page = HEAD + given().accept("text/markdown").get(INTERFACE).asString();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zh-Hans             | zh-Hans
            zh-CN,en;q=0.5      | zh-Hans
            fr, zh;q=0.3        | zh-Hans
            de                  | en
            EN-us               | en
            *                   | en
            ;;not a language    | en
            """)
    void theLanguageIsTheCallersOrElseTheFirst(String accepted, String language) {
        var answer = given().header("Accept-Language", accepted).get(INTERFACE);

        answer.then().statusCode(200).header("Content-Language", language);
        assertThat(answer.<String>path("language")).isEqualTo(language);
        assertThat(answer.header("Vary")).contains("Accept-Language");
    }

    @Test
    void aLanguageInTheQueryTakesPrecedence() {
        var answer = given().header("Accept-Language", "en").get(INTERFACE + "?lang=zh-Hans");

        assertThat(answer.<String>path("models[0].request.properties.steps.title"))
                .isEqualTo("步数");
        assertThat(answer.<String>path("models[0].shapes[0].title")).isEqualTo("方形");
    }

    @ParameterizedTest
    @ValueSource(strings = {INTERFACE, SCHEMA})
    void whatAClientHasIsNotSentAgain(String path) {
        String tag = get(path).header("ETag");

        assertThat(tag).startsWith("\"");
        given().header("If-None-Match", tag).get(path).then().statusCode(304);
        given().header("If-None-Match", tag).get(path + "?lang=zh-Hans").then().statusCode(200);
        assertThat(get(path).header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void everyShapeIsDrawn() {
        var shapes = json(INTERFACE).at("/models/0/shapes");

        assertThat(shapes).hasSize(3).allSatisfy(shape -> {
            String body = "{\"prompt\": \"a cat\", \"steps\": 1, \"width\": " + shape.path("width") + ", \"height\": "
                    + shape.path("height") + "}";
            Service.json(body).post(Service.GENERATE).then().statusCode(200);
        });
    }

    @Test
    void theSchemaOfTheInterfaceIsThatOfTheModel() {
        assertThat(json(INTERFACE).at("/models/0/request")).isEqualTo(json(SCHEMA));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"prompt": "a cat", "steps": 1}                                 | true
            {"prompt": "a cat", "steps": 1, "style_preset": "sketch"}       | true
            {"prompt": "a cat", "steps": 1, "width": 64, "height": 64}      | true
            {"prompt": "a cat", "steps": 101}                               | false
            {"prompt": "a cat", "width": 65}                                | false
            {"prompt": "a cat", "style_preset": "oil"}                      | false
            {"steps": 1}                                                    | false
            {"prompt": "a cat", "stpes": 1}                                 | false
            """)
    void theSchemaAcceptsWhatTheServiceDraws(String body, boolean drawn) {
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json(SCHEMA));

        assertThat(schema.validate(ApiDescription.json(body)).isEmpty()).isEqualTo(drawn);
        assertThat(Service.json(body).post(Service.GENERATE).statusCode()).isEqualTo(drawn ? 200 : 400);
    }

    @Test
    void oneModelIsAsInTheList() {
        var listed = ApiDescription.json(get("/v1/models")).at("/data/0");
        var model = ApiDescription.json(get("/v1/models/scenes-flux"));

        assertThat(model).isEqualTo(listed);
        assertThat(Instant.ofEpochSecond(model.path("created").asLong()))
                .isBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/nothing", "/v1/models/nothing/schema", "/v1/interface/styles/nothing"})
    void whatIsNotThereIsAProblem(String path) {
        get(path).then().statusCode(404).contentType("application/problem+json");
    }

    private static JsonNode json(String path) {
        return ApiDescription.json(get(path));
    }
}
