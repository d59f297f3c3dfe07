package dev.easel.hub;

import dev.easel.hub.LoopbackHub.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A pull against a hub on loopback that does what hubs and networks do. */
class PullTest {
    private static final int PART = 10_000;
    private static final String WEIGHTS = "transformer/model.onnx_data";
    private static final HubId ID = HubId.parse(LoopbackHub.ID);
    private static final Patience QUICK =
            new Patience(3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(3), Duration.ofMillis(400));

    private final byte[] weights = new byte[95_123];
    private final LoopbackHub hub = new LoopbackHub()
            .with("model_index.json", "{\"_class_name\": \"FluxPipeline\"}")
            .with("transformer/model.onnx", "a graph")
            .with("transformer/config.json", "{}")
            .with("empty.txt", "")
            .with("same.txt", "{}")
            .with("pytorch.bin", "not served");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path cache;

    PullTest() {
        new Random(1).nextBytes(weights);
        hub.with(WEIGHTS, weights);
    }

    @AfterEach
    void closeHub() {
        hub.close();
    }

    @Test
    void aPulledModelIsWhatTheHubHas() throws IOException {
        var folder = pull();

        assertThat(folder)
                .isEqualTo(cache.resolve("models--acme--tiny/snapshots").resolve(LoopbackHub.COMMIT));
        assertThat(folder.resolve("model_index.json")).hasContent("{\"_class_name\": \"FluxPipeline\"}");
        assertThat(folder.resolve("empty.txt")).isEmptyFile();
        assertWeights(folder);
        assertThat(folder.resolve("pytorch.bin")).doesNotExist();
        assertThat(Files.readSymbolicLink(folder.resolve(WEIGHTS)))
                .isEqualTo(Path.of("../../../blobs/" + LoopbackHub.checksum(weights)));
        assertThat(cache.resolve("models--acme--tiny/refs/main")).hasContent(LoopbackHub.COMMIT);
        assertThat(blobs()).hasSize(5).noneMatch(name -> name.contains("incomplete"));
        assertThat(cache.resolve("models--acme--tiny/staging")).isEmptyDirectory();
        assertThat(ModelStore.locate(LoopbackHub.ID, Revision.MAIN, cache)).isEqualTo(new LocalModel("tiny", folder));
    }

    @Test
    void aLargeFileComesInParts() {
        pull();
        assertThat(hub.requestsOf(WEIGHTS))
                .hasSize(10)
                .extracting(request -> request.range().orElse(""))
                .contains("bytes=0-9999", "bytes=90000-95122");
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws IOException {
        pull();
        int before = hub.requests().size();
        assertWeights(pull());
        assertThat(hub.requests()).hasSize(before + 1);
    }

    @Test
    void aCommitThatIsThereNeedsNoHub() throws IOException {
        var commit = new Revision(LoopbackHub.COMMIT);
        pull(commit, Selection.SERVED);
        hub.close();
        assertWeights(pull(commit, Selection.SERVED));
        assertThat(output()).contains("nothing is fetched, as the commit is there");
        assertThatThrownBy(this::pull).isInstanceOf(HubException.class);

        Files.delete(cache.resolve("models--acme--tiny/blobs").resolve(LoopbackHub.checksum(weights)));
        assertThatThrownBy(() -> pull(commit, Selection.SERVED)).isInstanceOf(HubException.class);
    }

    @Test
    void aBrokenPartGoesOnWhereItBroke() throws IOException {
        hub.failing(WEIGHTS, new Fault.BreakAfter(4_000), new Fault.BreakAfter(2_000), new Fault.BreakAfter(0));
        assertWeights(pull());
        long fetched = hub.requestsOf(WEIGHTS).size();
        assertThat(fetched).isEqualTo(13);
    }

    @Test
    void aBrokenSmallFileGoesOnByRange() throws IOException {
        hub.failing("model_index.json", new Fault.BreakAfter(10));
        assertWeights(pull());
        assertThat(hub.requestsOf("model_index.json"))
                .extracting(LoopbackHub.Request::range)
                .containsExactly(Optional.empty(), Optional.of("bytes=10-30"));
    }

    @Test
    void aSilentServerIsLeftAndAskedAgain() throws IOException {
        hub.failing(WEIGHTS, new Fault.SilentAfter(100));
        assertWeights(pull());
    }

    @Test
    void aConnectionThatBreaksTooOftenEndsThePullAndTheNextOneGoesOn() throws IOException {
        var broken =
                IntStream.range(0, 4).mapToObj(i -> new Fault.BreakAfter(1)).toArray(Fault[]::new);
        hub.failing("model_index.json", broken);
        assertThatExceptionOfType(HubException.Passing.class)
                .isThrownBy(this::pull)
                .withMessageContaining("connection");
        assertNothingIsVisible();

        pull();
        assertThat(hub.requestsOf("model_index.json").getLast().range()).contains("bytes=4-30");
    }

    @Test
    void aServerWithoutRangesSendsWholeFiles() throws IOException {
        hub.withoutRanges().failing("model_index.json", new Fault.BreakAfter(10));
        assertWeights(pull());
        assertThat(output()).contains(WEIGHTS + " comes in one piece");
    }

    @Test
    void aWrongChecksumIsRefusedAndRemoved() throws IOException {
        var other = weights.clone();
        other[77_777]++;
        hub.answering(hub.listing()).with(WEIGHTS, other);
        assertThatThrownBy(this::pull)
                .isInstanceOf(HubException.class)
                .hasMessageContaining(WEIGHTS + " has the checksum " + LoopbackHub.checksum(other))
                .hasMessageContaining(LoopbackHub.checksum(weights));
        assertThat(blobs()).noneMatch(name -> name.startsWith(LoopbackHub.checksum(weights)));
        assertNothingIsVisible();
    }

    @Test
    void aWrongGitChecksumIsRefused() {
        hub.answering(hub.listing()).with("transformer/model.onnx", "A graph");
        assertThatThrownBy(this::pull).hasMessageContaining("transformer/model.onnx has the checksum");
        assertNothingIsVisible();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 94_000, 95_122, 95_124})
    void aWrongSizeIsRefused(int size) {
        hub.withoutRanges();
        hub.failing(
                WEIGHTS,
                IntStream.range(0, 40).mapToObj(i -> new Fault.Body(size)).toArray(Fault[]::new));
        assertThatThrownBy(this::pull)
                .hasMessageContaining(WEIGHTS + ": the Hub lists 95123 bytes, and the server sends " + size);
        assertNothingIsVisible();
    }

    @Test
    void anotherRangeIsRefused() {
        hub.answering(hub.listing()).with(WEIGHTS, new byte[100_000]);
        assertThatThrownBy(this::pull).hasMessageContaining("instead of 'bytes ");
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', 'there is no such model, or it is private or gated. Check the id, or set HF_TOKEN'",
        "401, GatedRepo, 'is gated: ask for access on http://127.0.0.1'",
        "403, GatedRepo, 'is gated: ask for access on http://127.0.0.1'",
        "403, '', 'set HF_TOKEN to a token that may read it'",
        "404, RepoNotFound, 'has no model acme/tiny'",
        "404, RevisionNotFound, 'has no revision'",
        "418, '', 'answers with status 418'"
    })
    void aRefusalSaysWhatToDo(int status, String code, String words) {
        hub.failingToList(new Fault.Status(status, code.isEmpty() ? Map.of() : Map.of("X-Error-Code", code)));
        assertThatThrownBy(this::pull).isInstanceOf(HubException.class).hasMessageContaining(words);
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void anUnknownRevisionIsNamed() {
        assertThatThrownBy(() -> pull(new Revision("v9"), Selection.SERVED))
                .hasMessageContaining("acme/tiny has no revision 'v9'");
    }

    @Test
    void aTagIsKeptAsARef() throws IOException {
        pull(new Revision("v1"), Selection.SERVED);
        assertThat(cache.resolve("models--acme--tiny/refs/v1")).hasContent(LoopbackHub.COMMIT);
        assertWeights(new HubCache(cache).snapshot(ID, new Revision("v1")));
        assertWeights(new HubCache(cache).snapshot(ID, new Revision(LoopbackHub.COMMIT)));
        assertNothingIsVisible();
    }

    @Test
    void aBusyServerIsWaitedForAsLongAsItAsks() throws IOException {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "1")), new Fault.Status(503, Map.of()));
        long begun = System.nanoTime();
        assertWeights(pull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(750));
    }

    @Test
    void aServerThatAsksForTooMuchPatienceEndsThePull() {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "86400")));
        assertThatThrownBy(this::pull).hasMessageContaining("status 429").hasMessageContaining("86400 s");
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void theTokenGoesToTheHubAndToNobodyElse() throws IOException {
        try (var storage = new LoopbackHub().with(WEIGHTS, weights)) {
            var localhost = URI.create("http://localhost:" + storage.endpoint().getPort());
            hub.forToken("hf_secret").storingAt(localhost);
            pull(Optional.of("hf_secret"), Revision.MAIN, new Selection(List.of("*_data"), List.of()));
            assertThat(storage.requests())
                    .isNotEmpty()
                    .allMatch(request -> request.authorization().isEmpty());
            assertThat(hub.requests())
                    .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_secret")));
        }
    }

    @Test
    void aWrongTokenIsNotTold() {
        hub.forToken("hf_secret");
        assertThatThrownBy(() -> pull(Optional.of("hf_wrong"), Revision.MAIN, Selection.SERVED))
                .hasMessageContaining("the token is wrong or may not read it")
                .hasMessageNotContaining("hf_wrong");
    }

    @Test
    void redirectsEnd() {
        hub.storingAt(hub.endpoint());
        assertThatThrownBy(this::pull).hasMessageContaining("without end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.json", "a/../../evil.json", "/etc/evil.json", "..\\evil.json", "a\\..\\evil.json",
                "C:/evil.json", "a//evil.json", "./evil.json", "a/", ""
            })
    void aHostileFileNameIsRefused(String name) throws IOException {
        hub.answering(LoopbackHub.listingOf(
                LoopbackHub.sibling(name, 2, LoopbackHub.checksum("{}".getBytes(StandardCharsets.UTF_8)))));
        assertThatThrownBy(() -> pull(Revision.MAIN, new Selection(List.of("*"), List.of())))
                .hasMessageContaining("refused for its name");
        try (var files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rfilename\": \"a.json\", \"size\": 2, \"blobId\": \"../../../../evil\"}",
                "{\"rfilename\": \"a.json\", \"size\": -2, \"blobId\": \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"size\": 99999999999999999, \"blobId\":"
                        + " \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"blobId\": \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"size\": 2}",
                "{\"rfilename\": \"a.json\", \"size\": 2, \"lfs\": {\"sha256\": \"\"}}"
            })
    void aListingThatCannotBeIsRefused(String sibling) {
        hub.answering(LoopbackHub.listingOf(sibling));
        assertThatThrownBy(this::pull).isInstanceOf(HubException.class).hasMessageStartingWith("the Hub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "{\"sha\": \"../..\", \"siblings\": []}", ""})
    void whatIsNoHubIsRefused(String body) {
        hub.answering(body.isEmpty() ? " " : body);
        assertThatThrownBy(this::pull).isInstanceOf(HubException.class).hasMessageContaining("is the endpoint a Hub?");
    }

    @Test
    void moreThanTheDiskHoldsIsNotBegun() {
        hub.answering(LoopbackHub.listingOf(LoopbackHub.sibling("model.onnx", 1L << 40, "a".repeat(64))));
        assertThatThrownBy(this::pull).hasMessageContaining("1.1 TB are needed");
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void twoPullsAtOnceDoNotDisturbEachOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pulls = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> pull()))
                    .toList();
            for (Future<Path> pull : pulls) {
                assertWeights(pull.get());
            }
        }
        assertThat(blobs()).hasSize(5);
        assertThat(hub.requestsOf(WEIGHTS)).hasSize(10);
    }

    @Test
    void aSnapshotOfAnotherToolIsCompleted() throws IOException {
        var snapshot = new HubCache(cache).snapshot(ID, LoopbackHub.COMMIT);
        Files.createDirectories(snapshot.resolve("vae"));
        Files.writeString(snapshot.resolve("vae/theirs.txt"), "kept");
        assertWeights(pull());
        assertThat(snapshot.resolve("vae/theirs.txt")).hasContent("kept");
        assertThat(snapshot.resolve("model_index.json")).exists();
    }

    @Test
    void aProxyOfTheEnvironmentIsUsed() throws IOException {
        try (var proxy = new LoopbackHub().with(WEIGHTS, weights)) {
            var environment = Map.of("HTTP_PROXY", proxy.endpoint().toString());
            try (var client = new HubClient(URI.create("http://hub.invalid"), Optional.empty(), environment, QUICK)) {
                assertThat(client.list(ID, Revision.MAIN).files()).hasSize(1);
            }
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    private Path pull() {
        return pull(Revision.MAIN, Selection.SERVED);
    }

    private Path pull(Revision revision, Selection selection) {
        return pull(Optional.empty(), revision, selection);
    }

    private Path pull(Optional<String> token, Revision revision, Selection selection) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var progress = new PrintedProgress(out, PrintedProgress.Style.LINES);
        try (var client = new HubClient(hub.endpoint(), token, Map.of(), QUICK)) {
            return new Pull(new HubCache(cache), client, 4, PART, QUICK, progress).run(ID, revision, selection);
        }
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private List<String> blobs() throws IOException {
        try (var files = Files.list(cache.resolve("models--acme--tiny/blobs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void assertWeights(Path folder) throws IOException {
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
    }

    private void assertNothingIsVisible() {
        assertThatThrownBy(() -> ModelStore.locate(LoopbackHub.ID, Revision.MAIN, cache))
                .hasMessageContaining("./easel pull acme/tiny --cache-dir '" + cache + "'");
    }
}
