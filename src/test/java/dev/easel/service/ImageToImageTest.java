package dev.easel.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Images from images, by every way of sending them. */
@QuarkusTest
class ImageToImageTest {
    private static final Rectangle RIGHT_HALF = new Rectangle(64, 0, 64, 128);
    private static final byte[] MASK = Sources.mask(128, 128, RIGHT_HALF);
    private static final String PROMPT = "a woman on the left, a dog on the right and a glowing crystal ball";
    private static final int STEPS = 6;
    private static final int SEED = 5;
    private static final double STRENGTH = 0.6;
    /** Levels of 255 by which the autoencoder may change what it is given, on average. */
    private static final double KEPT = 8;

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void everyWayOfSendingAImageDrawsWhatThePipelineDraws() {
        var image = pixels(Sources.SCENE);
        var drawn = draw(new Task.ImageToImage(image, STRENGTH));

        assertThat(image(Service.generate(request(Sources.base64(Sources.SCENE)))))
                .isEqualTo(drawn);
        assertThat(image(Service.generate(request("data:image/png;base64," + Sources.base64(Sources.SCENE)))))
                .isEqualTo(drawn);
        assertThat(image(form().multiPart("image", "scene.png", Sources.SCENE, "image/png")
                        .post(Service.GENERATE)))
                .isEqualTo(drawn);
        var function = Service.json(request(Sources.base64(Sources.SCENE))).post("/image-to-image");
        assertThat(pixels(Base64.getDecoder().decode(function.<String>path("images[0].b64_json"))))
                .isEqualTo(drawn);
        assertThat(drawn).isNotEqualTo(image);
    }

    @Test
    void everyWayOfSendingAMaskDrawsWhatThePipelineDraws() {
        var image = pixels(Sources.SCENE);
        var drawn = draw(new Task.Inpaint(image, Mask.of(pixels(MASK), 128, 128), STRENGTH));

        var json = request(Sources.base64(Sources.SCENE));
        json.put("mask_image", Sources.base64(MASK));
        assertThat(image(Service.generate(json))).isEqualTo(drawn);
        json.put("mask_image", "data:;base64," + Sources.base64(MASK));
        assertThat(image(Service.generate(json))).isEqualTo(drawn);
        assertThat(image(form().multiPart("image", "scene", Sources.SCENE, "application/octet-stream")
                        .multiPart("mask_image", "mask.png", MASK, "image/png")
                        .post(Service.GENERATE)))
                .isEqualTo(drawn);
    }

    /**
     * Kept are the latents, so that the autoencoder's own losses remain: 5.5 levels on average here. Near the edge of the
     * mask the decoder mixes both sides: 16 pixels, two latents.
     */
    @Test
    void whatIsNotPaintedAnewIsKept() {
        var json = request(Sources.base64(Sources.SCENE));
        json.put("strength", 0.95);
        json.put("mask_image", Sources.base64(MASK));
        var repainted = image(Service.generate(json));

        var kept = new Rectangle(0, 0, RIGHT_HALF.x - 16, 128);
        assertThat(meanDifference(repainted, pixels(Sources.SCENE), kept)).isLessThan(KEPT);
        assertThat(meanDifference(repainted, pixels(Sources.SCENE), RIGHT_HALF)).isGreaterThan(2 * KEPT);
    }

    @Test
    void aStrongerVariationGoesFurther() {
        var differences = Stream.of(0.2, 0.5, 0.9)
                .map(strength -> {
                    var json = request(Sources.base64(Sources.SCENE));
                    json.put("strength", strength);
                    return meanDifference(
                            image(Service.generate(json)), pixels(Sources.SCENE), new Rectangle(128, 128));
                })
                .toList();

        assertThat(differences).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8})
    void aTurnedImageIsTakenUpright(int orientation) {
        String name = "orientation_" + orientation + ".jpg";
        var turned = request(Sources.base64(Sources.decoderGolden(name)));
        var upright = request(Sources.base64(Sources.decoderGolden(name + ".expected.png")));

        assertThat(image(Service.generate(turned))).isEqualTo(image(Service.generate(upright)));
    }

    @ParameterizedTest
    @CsvSource({
        // as it is, cut to multiples of 16, made smaller, made larger
        "128, 96, 0, 0, 128, 96",
        "100, 120, 0, 0, 96, 112",
        "600, 300, 0, 0, 256, 128",
        "20, 40, 0, 0, 64, 128",
        // as asked for, without cropping
        "100, 120, 64, 192, 64, 192",
        "192, 96, 128, 0, 128, 64"
    })
    void theSizeFollowsTheImageUnlessOneIsAskedFor(
            int width, int height, int askedWidth, int askedHeight, int columns, int rows) {
        var json = request(Sources.base64(Sources.plain(width, height)));
        json.put("steps", 1);
        json.put("mask_image", Sources.base64(MASK));
        if (askedWidth > 0) {
            json.put("width", askedWidth);
        }
        if (askedHeight > 0) {
            json.put("height", askedHeight);
        }

        var drawn = image(Service.generate(json));

        assertThat(List.of(drawn.width(), drawn.height())).containsExactly(columns, rows);
    }

    @Test
    void aWatcherAndOneWhoComesBackGetTheSameImage() throws JsonProcessingException {
        var json = request(Sources.base64(Sources.SCENE));
        var image = image(Service.generate(json));

        try (var stream =
                EventStream.post(RestAssured.port, Service.GENERATE, new JsonMapper().writeValueAsString(json))) {
            var events = stream.all();
            assertThat(stream.status()).isEqualTo(200);
            // at a strength of 0.6, of six steps the last four
            assertThat(events)
                    .filteredOn(event -> event.name().equals("progress"))
                    .hasSize(4);
            assertThat(inBase64(events.getLast().data().path("b64_json").asText()))
                    .isEqualTo(image);
        }
        var accepted = Service.json(json).header("Prefer", "respond-async").post(Service.GENERATE);
        accepted.then().statusCode(202);
        JobsTest.awaitStatus(accepted.header("Location"), "succeeded");
        assertThat(inBase64(get(accepted.header("Location")).<String>path("images[0].b64_json")))
                .isEqualTo(image);
    }

    @Test
    void theImageSaysHowItWasMadeAndCanBeMadeAgain() throws JsonProcessingException {
        var json = request(Sources.base64(Sources.SCENE));
        var first = Service.generate(json).asByteArray();
        var texts = Pngs.texts(first);

        assertThat(texts.get("parameters")).contains("Denoising strength: 0.6", "Task: image-to-image");
        assertThat(texts.get("easel"))
                .doesNotContain(Sources.base64(Sources.SCENE).substring(0, 100));
        var made = (ObjectNode) new JsonMapper().readTree(texts.get("easel"));
        assertThat(made.path("task").asText()).isEqualTo("image-to-image");
        var again = ((ObjectNode) made.path("request")).put("image", Sources.base64(Sources.SCENE));
        assertThat(image(Service.json(again.toString()).post(Service.GENERATE))).isEqualTo(pixels(first));
    }

    private static double meanDifference(Pixels one, Pixels other, Rectangle part) {
        long sum = 0;
        for (int y = part.y; y < part.y + part.height; y++) {
            for (int i = 3 * part.x; i < 3 * (part.x + part.width); i++) {
                int at = y * one.width() * 3 + i;
                sum += Math.abs((one.rgb()[at] & 0xFF) - (other.rgb()[at] & 0xFF));
            }
        }
        return sum / (3.0 * part.width * part.height);
    }

    private static Pixels inBase64(String text) {
        return pixels(Base64.getDecoder().decode(text));
    }

    private static Map<String, Object> request(String image) {
        return new HashMap<>(
                Map.of("prompt", PROMPT, "steps", STEPS, "seed", SEED, "strength", STRENGTH, "image", image));
    }

    private static RequestSpecification form() {
        return given().multiPart("prompt", PROMPT)
                .multiPart("steps", Integer.toString(STEPS))
                .multiPart("seed", Integer.toString(SEED))
                .multiPart("strength", Double.toString(STRENGTH));
    }

    /** What the pipeline draws without the service. */
    private static Pixels draw(Task task) {
        try (var host = Fixtures.host(Fixtures.EMBEDDED);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var parameters = new ImageParameters(PROMPT, Optional.empty(), 128, 128, STEPS, 3.5f, 1, SEED).with(task);
            var row = pipeline.start(
                    parameters, pipeline.encode(List.of(parameters)).getFirst());
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            return pipeline.decode(row);
        }
    }

    private static Pixels image(Response response) {
        assertThat(response.statusCode()).as(response.contentType()).isEqualTo(200);
        return pixels(response.asByteArray());
    }

    static Pixels pixels(byte[] png) {
        BufferedImage image = Sources.read(png);
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length / 3; i++) {
            int packed = image.getRGB(i % image.getWidth(), i / image.getWidth());
            rgb[3 * i] = (byte) (packed >> 16);
            rgb[3 * i + 1] = (byte) (packed >> 8);
            rgb[3 * i + 2] = (byte) packed;
        }
        return new Pixels(image.getWidth(), image.getHeight(), rgb);
    }
}
