package dev.easel.edge;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Pictures from pictures, by every way of sending them. */
@QuarkusTest
class ImageToImageTest {
    private static final Rectangle RIGHT_HALF = new Rectangle(64, 0, 64, 128);
    private static final byte[] MASK = Sources.mask(128, 128, RIGHT_HALF);
    private static final String PROMPT = "a woman on the left, a dog on the right and a glowing crystal ball";
    private static final int STEPS = 6;
    private static final int SEED = 5;
    private static final double STRENGTH = 0.6;

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @Test
    void everyWayOfSendingAPictureDrawsWhatThePipelineDraws() {
        var image = pixels(Sources.SCENE);
        var drawn = draw(new Task.ImageToImage(image, STRENGTH));

        assertThat(picture(Service.generate(request(Sources.base64(Sources.SCENE)))))
                .isEqualTo(drawn);
        assertThat(picture(Service.generate(request("data:image/png;base64," + Sources.base64(Sources.SCENE)))))
                .isEqualTo(drawn);
        assertThat(picture(form().multiPart("image", "scene.png", Sources.SCENE, "image/png")
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
        assertThat(picture(Service.generate(json))).isEqualTo(drawn);
        json.put("mask_image", "data:;base64," + Sources.base64(MASK));
        assertThat(picture(Service.generate(json))).isEqualTo(drawn);
        assertThat(picture(form().multiPart("image", "scene", Sources.SCENE, "application/octet-stream")
                        .multiPart("mask_image", "mask.png", MASK, "image/png")
                        .post(Service.GENERATE)))
                .isEqualTo(drawn);
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
            return pipeline.decode(List.of(row)).getFirst();
        }
    }

    private static Pixels picture(Response response) {
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
