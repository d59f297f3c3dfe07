package dev.easel.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** SIGTERM, as Kubernetes sends it, to a service at work, and to one that is still opening its model. */
class TerminationIT {
    /** What Kubernetes gives before it kills: a contract with it, far from any measure of speed. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int IMAGES = 40;
    private static final int ROWS = 20;
    private static final String ACCEPTED = "easel_queue_length{model=\"scenes-flux\"}";
    private static final String BEGUN = "easel_queue_seconds_count{priority=\"normal\"}";
    private static final String FULL_PASSES = "easel_denoise_step_seconds_count{model=\"scenes-flux\",rows=\"20\"}";

    private static final Map<String, String> SETTINGS = Map.of(
            "EASEL_ENGINE_BATCH_ROWS", Integer.toString(ROWS),
            "EASEL_ENGINE_QUEUE_JOBS", "100",
            "EASEL_ENGINE_QUEUE_ROWS", "100",
            "EASEL_ENGINE_AGEING", "10m",
            "EASEL_PARAMETERS_STEPS_MAX", "1000");

    @TempDir
    private Path folder;

    static Stream<Arguments> drains() {
        return Stream.of(
                // how many are drawn in this time is the machine's business
                Arguments.of("20s", 12, List.of(Caller.End.IMAGE, Caller.End.STATED_ERROR)),
                // so many steps are more than the time allows
                Arguments.of("100ms", 1000, List.of(Caller.End.STATED_ERROR)));
    }

    @ParameterizedTest
    @MethodSource("drains")
    void whatIsDrawnAndWhatIsQueuedEndsInAImageOrAStatedError(String drain, int steps, List<Caller.End> ends)
            throws Exception {
        var settings = new HashMap<>(SETTINGS);
        settings.put("EASEL_ENGINE_DRAIN_TIMEOUT", drain);
        settings.put("EASEL_STORE_FOLDER", folder.resolve("store").toString());
        // closed last, as it waits for the callers
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var service = new PackagedService(folder, settings)) {
            service.awaitReady();
            var calls = halfBegun(service, steps, threads);

            service.terminate();

            assertThat(service.awaitExit(GRACE_PERIOD)).isIn(0, 143);
            for (var call : calls) {
                assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isIn(ends);
            }
            // the first was half drawn already: with time enough it is an image
            assertThat(calls.getFirst().join()).isEqualTo(ends.getFirst());
            assertCleanEnd(service);
            assertThat(answers()).isEqualTo(eventsWithImages(service, calls));
        }
    }

    /** What is kept of events: they come again, and are drawn then if they were refused now. */
    private long answers() throws IOException {
        var answers = folder.resolve("store/answers");
        if (Files.notExists(answers)) {
            return 0;
        }
        try (var files = Files.list(answers)) {
            return files.count();
        }
    }

    private static long eventsWithImages(PackagedService service, List<CompletableFuture<Caller.End>> calls) {
        return IntStream.range(0, IMAGES)
                .filter(number -> new Caller(service.port(), number).sendsCloudEvent())
                .filter(number -> calls.get(number).join() == Caller.End.IMAGE)
                .count();
    }

    /** Calls of all kinds, of which half are being drawn when this returns, and half are queued. */
    private static List<CompletableFuture<Caller.End>> halfBegun(PackagedService service, int steps, Executor threads) {
        // goes first and shares no pass, being larger: when it leaves, the others are all there and begin together
        var obstacle = Service.json(Map.of("prompt", "a cat", "width", 256, "height", 256, "steps", 1000))
                .header("Prefer", "respond-async")
                .header("X-Priority", "high")
                .post(service.url() + Service.GENERATE)
                .header("Location");
        var calls = IntStream.range(0, IMAGES)
                .mapToObj(number ->
                        CompletableFuture.supplyAsync(() -> new Caller(service.port(), number).call(steps), threads))
                .toList();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> calls.stream().anyMatch(CompletableFuture::isDone)
                        || metrics(service).contains(ACCEPTED + " 41.0"));
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        given().delete(obstacle).then().statusCode(204);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(metrics(service)).contains(FULL_PASSES));
        assertThat(metrics(service)).contains(ACCEPTED + " 40.0", BEGUN + " 20.0");
        return calls;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 400})
    void aServiceThatIsStillOpeningEndsInPeace(int milliseconds) throws Exception {
        try (var service = new PackagedService(folder, Map.of())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> service.output().contains("started in"));
            // wherever in opening and warming up that is
            TimeUnit.MILLISECONDS.sleep(milliseconds);

            service.terminate();

            assertThat(service.awaitExit(GRACE_PERIOD)).isIn(0, 143);
            assertCleanEnd(service);
        }
    }

    /** Warnings may be: a busy machine has some that say so. */
    private static void assertCleanEnd(PackagedService service) throws IOException {
        assertThat(service.output()).contains("stopped in").doesNotContain(" ERROR ", "SIGSEGV", "A fatal error");
        assertThat(service.crashDumps()).isEmpty();
    }

    private static String metrics(PackagedService service) {
        return given().get(service.url() + "/q/metrics").asString();
    }
}
