package dev.easel.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.image.Pixels;
import dev.easel.pipeline.Closeness;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.WeightedLora;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the embedded model cannot show, through the packaged service: adapters, schedulers and edits of a Kontext model,
 * and a half-precision model whose decoder overflows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbilitiesIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path ADAPTER = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora/lora_peft.safetensors");
    private static final Path IMAGE = Fixtures.GOLDENS.resolve("tiny-random-flux-dev/kontext_64x64_s4/input.png");
    private static final int STEPS = 3;

    private Path folder;
    private Path kontext;
    private PackagedService service;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        kontext = folder.resolve("kontext");
        ModelCopy.of(Fixtures.model("tiny-random-flux-dev"), kontext)
                .replace("model_index.json", "FluxPipeline", "FluxKontextPipeline");
        var half = ModelCopy.of(Fixtures.model("tiny-random-flux-schnell-fp16"), folder.resolve("half"));
        half.copy(
                Fixtures.model("tiny-random-flux-schnell").resolve("vae_decoder/model.onnx"),
                "vae_decoder/model_fp32.onnx");
        half.replace("vae_decoder/config.json", "\"scaling_factor\": 0.3611", "\"scaling_factor\": 1e-6");
        service = new PackagedService(
                folder,
                Map.of(
                        "EASEL_MODEL_ID", kontext.toString(),
                        "EASEL_MODEL_LORAS_FOX", ADAPTER.toAbsolutePath().toString(),
                        "EASEL_MODELS__HALF__ID", half.root().toString()));
        service.awaitReady();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void anAdapterAndASchedulerDrawWhatThePipelineDrawsWithThem() throws IOException {
        var plain = drawn(Map.of());
        var adapted = drawn(Map.of("loras", Map.of("fox", 0.7), "scheduler", "unipc"));
        var setup = new Setup(Optional.of("unipc"), List.of(new WeightedLora("fox", 0.7f)));

        assertThat(adapted).isEqualTo(alone(setup)).isNotEqualTo(plain);
        assertThat(plain).isEqualTo(alone(Setup.OWN));
    }

    @Test
    void anAdapterThatIsNotThereIsRefused() {
        var response = post(Map.of("loras", Map.of("owl", 1)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("errors[0].message"))
                .contains("names owl")
                .contains("[fox]");
    }

    @Test
    void aImageIsEditedWithAndWithoutAnAdapter() throws IOException {
        var image = Base64.getEncoder().encodeToString(Files.readAllBytes(IMAGE));
        var edited = drawn(Map.of("image", image, "steps", 1));
        assertThat(edited).isNotEqualTo(drawn(Map.of("steps", 1)));
        assertThat(edited).isNotEqualTo(drawn(Map.of("image", image, "steps", 1, "loras", Map.of("fox", 1))));
    }

    @Test
    void aDecoderThatOverflowsGivesNoBlackImage() throws IOException {
        assertThat(drawn(Map.of("model", "half")).isFlat()).isFalse();
        assertThat(given().get(service.url() + "/q/metrics").asString())
                .containsPattern("easel_unusable_total\\{component=\"vae_decoder\",model=\"half\"} [1-9]");
    }

    private Response post(Map<String, Object> fields) {
        var body = new HashMap<String, Object>(Map.of(
                "prompt", "a red fox", "width", 64, "height", 64, "steps", STEPS, "guidance_scale", 2.5, "seed", 5));
        body.putAll(fields);
        return Service.json(MAPPER.valueToTree(body).toString())
                .accept("image/png")
                .post(service.url() + Service.GENERATE);
    }

    private Pixels drawn(Map<String, Object> fields) throws IOException {
        var response = post(fields);
        assertThat(response.statusCode()).as(response.contentType()).isEqualTo(200);
        return Closeness.pixels(Files.write(folder.resolve("picture.png"), response.asByteArray()));
    }

    /** What the pipeline draws without the service. */
    private Pixels alone(Setup setup) {
        var image = new ImageParameters("a red fox", Optional.empty(), 64, 64, STEPS, 2.5f, 1, 5).with(setup);
        try (var pipeline =
                Fixtures.pipeline(Fixtures.host(kontext), Map.of("easel.model.loras.fox", ADAPTER.toString()))) {
            var row = pipeline.start(image, pipeline.encode(List.of(image)).getFirst());
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            return pipeline.decode(row);
        }
    }
}
