package dev.easel.service;

import dev.easel.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/** Invalid images: the answer names the field and nothing internal, and the service goes on. */
@QuarkusTest
class BadImagesTest {
    private static final String SCENE = Sources.base64(Sources.SCENE);
    private static final String JPEG = Sources.base64(Sources.decoderGolden("rgb.jpg"));
    private static final int MUTANTS = 60;
    private static final int MOST_BYTES = 32 << 20;

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @AfterEach
    void theServiceGoesOn() {
        Service.generate(request(Map.of("image", SCENE))).then().statusCode(200);
        // they go after the answer
        Awaitility.await().untilAsserted(() -> assertThat(uploads()).isEmpty());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Map.of("image", "http://169.254.169.254/a.png"), "image", "addresses are not fetched"),
                Arguments.of(Map.of("image", "file:///etc/passwd"), "image", "addresses are not fetched"),
                Arguments.of(Map.of("image", ""), "image", "is empty"),
                Arguments.of(Map.of("image", "%%%"), "image", "must be base64"),
                Arguments.of(Map.of("image", 5), "image", "must be a text"),
                Arguments.of(Map.of("image", List.of(SCENE)), "image", "must be a text"),
                Arguments.of(Map.of("image", SCENE.substring(0, SCENE.length() / 8 * 4)), "image", "is truncated"),
                Arguments.of(Map.of("image", "data:image/png;base64," + JPEG), "image", "its content is image/jpeg"),
                Arguments.of(Map.of("image", Sources.base64(bomb(60_000, 60_000))), "image", "60000x60000"),
                Arguments.of(Map.of("image", Sources.base64(bomb(8192, 8192))), "image", "8192x8192"),
                Arguments.of(Map.of("image", Sources.base64(new byte[11 << 20])), "image", "at most 10485760 bytes"),
                Arguments.of(
                        Map.of("image", Sources.base64(Sources.decoderGolden("animated.png"))), "image", "animated"),
                Arguments.of(Map.of("image", SCENE, "mask_image", "!"), "mask_image", "must be base64"),
                Arguments.of(
                        Map.of("image", SCENE, "mask_image", Sources.base64("GIF89a".getBytes(StandardCharsets.UTF_8))),
                        "mask_image",
                        "is not a PNG, JPEG or WebP file"),
                Arguments.of(Map.of("mask_image", SCENE), "mask_image", "needs an image"),
                Arguments.of(Map.of("strength", 0.5), "strength", "needs an image"),
                Arguments.of(Map.of("image", SCENE, "strength", 0), "strength", "from 0.01 to 1.0, not 0"),
                Arguments.of(Map.of("image", SCENE, "strength", 1.01), "strength", "not 1.01"),
                Arguments.of(Map.of("scheduler", "magic"), "scheduler", "not \"magic\""),
                Arguments.of(Map.of("loras", Map.of("magic", 1)), "loras", "names magic"),
                Arguments.of(Map.of("loras", "magic"), "loras", "must be an object of numbers by name"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedByName(Map<String, ?> fields, String field, String message) {
        isRefused(Service.generate(request(fields)), field, message);
        isRefused(Service.json(request(fields)).post(Service.FUNCTION), field, message);
    }

    @Test
    void theFunctionNeedsAnImage() {
        isRefused(Service.json(request(Map.of())).post("/image-to-image"), "image", "is required");
        isRefused(Service.json("{\"prompt\"").post("/image-to-image"), "body", "is not valid JSON");
    }

    @Test
    void aWatcherIsRefusedBeforeTheStreamBegins() {
        var refused = Service.json(request(Map.of("image", "data:image/png;base64," + JPEG)))
                .accept("text/event-stream")
                .post(Service.GENERATE);

        isRefused(refused, "image", "its content is image/jpeg");
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(
                        parts(form -> form.multiPart("image", "a.png", Sources.SCENE, "image/jpeg")),
                        "image",
                        "its content is image/png"),
                Arguments.of(
                        parts(form -> form.multiPart("image", "a.png", new byte[0], "image/png")), "image", "is empty"),
                Arguments.of(parts(form -> form.multiPart("image", SCENE)), "image", "must be a file part"),
                Arguments.of(
                        parts(form -> form.multiPart("image", "a.png", new byte[11 << 20], "image/png")),
                        "image",
                        "at most 10485760 bytes"),
                Arguments.of(
                        parts(form -> form.multiPart("image", "a.png", Sources.SCENE, "image/png")
                                .multiPart("image", "b.png", Sources.SCENE, "image/png")),
                        "image",
                        "more than once"),
                Arguments.of(
                        parts(form -> form.multiPart("seed", "1").multiPart("seed", "1")), "seed", "more than once"),
                Arguments.of(parts(form -> form.multiPart("seed", "one")), "seed", "must be an integer"),
                Arguments.of(
                        parts(form -> form.multiPart("width", "a.png", Sources.SCENE, "image/png")),
                        "width",
                        "not a file"),
                Arguments.of(
                        parts(form -> form.multiPart("photo", "a.png", Sources.SCENE, "image/png")),
                        "photo",
                        "known field"),
                Arguments.of(parts(form -> form.multiPart("colour", "red")), "colour", "is not a known field"),
                Arguments.of(parts(form -> form.multiPart("strength", "0.5")), "strength", "needs an image"),
                Arguments.of(parts(form -> form.multiPart("loras", "{\"magic\": 1}")), "loras", "names magic"),
                Arguments.of(
                        parts(form -> form.multiPart("negative_prompt", "a".repeat(5000))),
                        "negative_prompt",
                        "not 5000"),
                Arguments.of(
                        parts(form -> form.multiPart("negative_prompt", "a".repeat(600_000))),
                        "body",
                        "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormIsRefusedByName(UnaryOperator<RequestSpecification> parts, String field, String message) {
        var form = given().multiPart("prompt", "a cat").multiPart("steps", "1");
        isRefused(parts.apply(form).post(Service.GENERATE), field, message);
    }

    @Test
    void aMutatedImageIsAcceptedOrRefused() {
        var files = Stream.of("rgb.png", "rgb.jpg", "progressive.jpg", "lossy.webp", "orientation_6.jpg")
                .map(Sources::decoderGolden)
                .toList();
        var statuses = new HashMap<Integer, Integer>();
        for (int seed = 0; seed < MUTANTS; seed++) {
            byte[] mutant = mutant(files.get(seed % files.size()).clone(), new Random(seed));
            var response = Service.generate(request(Map.of("image", Sources.base64(mutant))));
            if (response.statusCode() != 200) {
                isRefused(response, "image", "");
            }
            statuses.merge(response.statusCode(), 1, Integer::sum);
        }
        assertThat(statuses).containsOnlyKeys(200, 400);
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head = "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + (MOST_BYTES + 1) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    private static Map<String, Object> request(Map<String, ?> fields) {
        var request = new HashMap<String, Object>(fields);
        request.put("prompt", "a cat");
        request.put("steps", 1);
        return request;
    }

    /** More parts; added in the test, which knows the port. */
    private static UnaryOperator<RequestSpecification> parts(UnaryOperator<RequestSpecification> parts) {
        return parts;
    }

    private static void isRefused(Response response, String field, String message) {
        response.then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("https://easel.dev/problems/invalid-request"))
                .body("errors.field", hasItem(field));
        assertThat(response.<String>path("detail")).contains(message);
        assertThat(response.asString())
                .hasSizeLessThan(2000)
                .doesNotContainPattern("Exception|java|javax|uploads|/tmp");
    }

    /** A file of a few hundred bytes that declares many pixels. */
    private static byte[] bomb(int width, int height) {
        byte[] png = Sources.plain(8, 8);
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        var checksum = new CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
        return png;
    }

    private static byte[] mutant(byte[] file, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            // headers are at the beginning
            int reach = random.nextBoolean() ? Math.min(64, file.length) : file.length;
            file[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    /** Files that forms have left behind. */
    private static List<Path> uploads() throws IOException {
        var folder = Path.of("target/uploads");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
