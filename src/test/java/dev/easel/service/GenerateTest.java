package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesRegex;

@QuarkusTest
class GenerateTest {
    private static final String TIMING =
            "queue;dur=[0-9.]+, encode;dur=[0-9.]+, denoise;dur=[0-9.]+, decode;dur=[0-9.]+, image;dur=[0-9.]+";

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void aPromptGivesAPng() throws IOException {
        var response = Service.generate(Map.of("prompt", "a cat on the left and a dog on the right", "steps", 2));

        response.then()
                .statusCode(200)
                .contentType("image/png")
                .header("X-Model", "scenes-flux")
                .header("X-Seed", matchesRegex("[0-9]+"))
                .header("X-Request-Id", matchesRegex("[0-9a-f-]{36}"))
                .header("Server-Timing", matchesRegex(TIMING));
        var image = ImageIO.read(new ByteArrayInputStream(response.asByteArray()));
        assertThat(image.getWidth()).isEqualTo(128);
        assertThat(image.getHeight()).isEqualTo(128);
    }

    @Test
    void theAnswerHasTheCallersRequestId() {
        Service.json(Service.quick("a cat"))
                .header("X-Request-Id", "my-id.1")
                .post(Service.GENERATE)
                .then()
                .header("X-Request-Id", "my-id.1");
        Service.json(Service.quick("a cat"))
                .header("X-Request-Id", "not an id")
                .post(Service.GENERATE)
                .then()
                .header("X-Request-Id", matchesRegex("[0-9a-f-]{36}"));
    }

    @Test
    void jsonHasTheImageAndItsParameters() {
        var image = Service.generate(Service.quick("a fox")).asByteArray();

        var response =
                Service.json(Service.quick("a fox")).accept("application/json").post(Service.GENERATE);

        response.then().statusCode(200).contentType("application/json");
        var body = response.jsonPath();
        assertThat(body.getList("images")).hasSize(1);
        assertThat(body.getLong("images[0].seed")).isEqualTo(7);
        assertThat(body.getString("images[0].media_type")).isEqualTo("image/png");
        assertThat(body.getInt("images[0].width")).isEqualTo(128);
        assertThat(body.getInt("images[0].steps")).isEqualTo(2);
        assertThat(body.getString("images[0].model")).isEqualTo("scenes-flux");
        assertThat(Base64.getDecoder().decode(body.getString("images[0].b64_json")))
                .isEqualTo(image);
    }

    @Test
    void theFunctionAnswersInJson() {
        var image = Service.generate(Service.quick("a fox")).asByteArray();

        var response = Service.json(Service.quick("a fox")).post(Service.FUNCTION);

        response.then().statusCode(200).contentType("application/json");
        assertThat(Base64.getDecoder().decode(response.jsonPath().getString("images[0].b64_json")))
                .isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpeg, image/jpeg", "webp, image/webp"})
    void theFormatIsTheOneAskedFor(String format, String mediaType) {
        Service.generate(Map.of("prompt", "a cat", "steps", 1, "output_format", format))
                .then()
                .statusCode(200)
                .contentType(mediaType);
        Service.json(Service.quick("a cat"))
                .accept(mediaType)
                .post(Service.GENERATE)
                .then()
                .statusCode(200)
                .contentType(mediaType);
    }

    @Test
    void everyParameterChangesTheImage() {
        var base = Map.of("prompt", "a red star", "steps", 2, "seed", 1);
        var images = Stream.of(
                        base,
                        Map.of("prompt", "a blue star", "steps", 2, "seed", 1),
                        Map.of("prompt", "a red star", "steps", 3, "seed", 1),
                        Map.of("prompt", "a red star", "steps", 2, "seed", 2),
                        Map.of("prompt", "a red star", "steps", 2, "seed", 1, "guidance_scale", 1),
                        Map.of("prompt", "a red star", "steps", 2, "seed", 1, "style_preset", "pixel-art"),
                        Map.of("prompt", "a red star", "steps", 2, "seed", 1, "width", 64, "height", 192),
                        Map.of(
                                "prompt",
                                "a red star",
                                "steps",
                                2,
                                "seed",
                                1,
                                "negative_prompt",
                                "a moon",
                                "true_cfg_scale",
                                3))
                .map(request -> Pngs.pixels(Service.generate(request).asByteArray()))
                .toList();

        assertThat(images).doesNotHaveDuplicates();
        assertThat(images.getFirst())
                .isEqualTo(Pngs.pixels(Service.generate(base).asByteArray()));
    }

    @Test
    void stepsHasTheAliasOfDiffusers() {
        var byAlias = Service.generate(Map.of("prompt", "a cat", "num_inference_steps", 3, "seed", 1));
        var byName = Service.generate(Map.of("prompt", "a cat", "steps", 3, "seed", 1));

        assertThat(byAlias.asByteArray()).isEqualTo(byName.asByteArray());
    }

    @Test
    void modelsListTheirParameters() {
        var model = get("/v1/models").then().statusCode(200).extract().jsonPath();

        assertThat(model.getString("object")).isEqualTo("list");
        assertThat(model.getString("data[0].id")).isEqualTo("scenes-flux");
        assertThat(model.getString("data[0].family")).isEqualTo("FLUX.1-dev");
        assertThat(model.getString("data[0].digest")).matches("sha256:[0-9a-f]{64}");
        assertThat(model.getInt("data[0].parameters.width.multiple_of")).isEqualTo(16);
        assertThat(model.getList("data[0].style_presets", String.class)).contains("pixel-art");
    }
}
