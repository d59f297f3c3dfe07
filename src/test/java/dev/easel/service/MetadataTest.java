package dev.easel.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An image says what made it. */
@QuarkusTest
class MetadataTest {
    private static final Map<String, ?> REQUEST = Map.of(
            "prompt",
            "a cat 🐱 on the left",
            "negative_prompt",
            "a dog",
            "true_cfg_scale",
            2.5,
            "guidance_scale",
            3.1,
            "width",
            64,
            "height",
            96,
            "steps",
            3,
            "seed",
            4294967301L,
            "style_preset",
            "pixel-art");

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void aRequestRebuiltFromTheImageGivesTheSamePixels() throws JsonProcessingException {
        byte[] first = Service.generate(REQUEST).asByteArray();
        var metadata = new JsonMapper().readTree(Pngs.texts(first).get("easel"));

        byte[] second = Service.json(metadata.get("request").toString())
                .post(Service.GENERATE)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(Pngs.pixels(second)).isEqualTo(Pngs.pixels(first));
        assertThat(metadata.get("model_digest").asText()).matches("sha256:[0-9a-f]{64}");
        assertThat(metadata.get("style_preset").asText()).isEqualTo("pixel-art");
    }

    @Test
    void theParametersTextIsThatOfImageTools() {
        String parameters = Pngs.texts(Service.generate(REQUEST).asByteArray()).get("parameters");

        assertThat(parameters.lines().toList())
                .startsWith("pixel art of a cat 🐱 on the left", "Negative prompt: a dog")
                .hasSize(3);
        assertThat(parameters.lines().toList().getLast())
                .startsWith("Steps: 3, Sampler: Euler")
                .contains(
                        "CFG scale: 2.5, ",
                        "Distilled CFG Scale: 3.1, ",
                        "Seed: 4294967301, ",
                        "Size: 64x96, ",
                        "Model: scenes-flux")
                .containsPattern("Model hash: [0-9a-f]{10}, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "webp"})
    void everyFileIsMarkedAsMadeByAModel(String format) {
        byte[] file = Service.generate(Map.of("prompt", "a cat", "steps", 1, "output_format", format))
                .asByteArray();

        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .contains("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    }
}
