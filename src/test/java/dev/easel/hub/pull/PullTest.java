package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.HubException;
import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.hub.pull.TinyModelPull.ID;
import static dev.easel.hub.pull.TinyModelPull.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a pull writes to the cache, and what it does not fetch again. */
class PullTest extends TinyModelTest {
    PullTest(@TempDir Path cache) {
        super(cache);
    }

    @Test
    void writesTheModelInTheHubsLayout() throws IOException {
        var folder = tiny.pull();

        assertThat(folder)
                .isEqualTo(cache.resolve("models--acme--tiny/snapshots").resolve(LoopbackHub.COMMIT));
        assertThat(folder.resolve("model_index.json")).hasContent("{\"_class_name\": \"FluxPipeline\"}");
        assertThat(folder.resolve("empty.txt")).isEmptyFile();
        tiny.assertWeights(folder);
        assertThat(folder.resolve("pytorch.bin")).doesNotExist();
        assertThat(Files.readSymbolicLink(folder.resolve(WEIGHTS)))
                .isEqualTo(Path.of("../../../blobs/" + HubListing.checksum(tiny.weights())));
        assertThat(cache.resolve("models--acme--tiny/refs/main")).hasContent(LoopbackHub.COMMIT);
        assertThat(tiny.blobs()).hasSize(5).noneMatch(name -> name.contains("incomplete"));
        assertThat(cache.resolve("models--acme--tiny/staging")).isEmptyDirectory();
        assertThat(LocalModel.locate(LoopbackHub.ID, Revision.MAIN, cache)).isEqualTo(new LocalModel("tiny", folder));
    }

    @Test
    void fetchesALargeFileInParts() {
        tiny.pull();
        assertThat(hub.requestsOf(WEIGHTS))
                .extracting(request -> request.range().orElse(""))
                .doesNotHaveDuplicates()
                .contains("bytes=0-9999", "bytes=10000-19999", "bytes=90000-95122");
    }

    @Test
    void doesNotFetchWhatIsPresent() throws IOException {
        tiny.pull();
        int before = hub.requests().size();
        tiny.assertWeights(tiny.pull());
        assertThat(hub.requests()).hasSize(before + 1);
    }

    @Test
    void needsNoHubForACommitInTheCache() throws IOException {
        var commit = new Revision(LoopbackHub.COMMIT);
        tiny.pull(commit, Selection.SERVED);
        hub.close();
        tiny.assertWeights(tiny.pull(commit, Selection.SERVED));
        assertThat(tiny.output()).contains("nothing is fetched, because the commit is in the cache");
        assertThatThrownBy(tiny::pull).isInstanceOf(HubException.class);

        Files.delete(cache.resolve("models--acme--tiny/blobs").resolve(HubListing.checksum(tiny.weights())));
        assertThatThrownBy(() -> tiny.pull(commit, Selection.SERVED)).isInstanceOf(HubException.class);
    }

    @Test
    void writesARefForATag() throws IOException {
        tiny.pull(new Revision("v1"), Selection.SERVED);
        assertThat(cache.resolve("models--acme--tiny/refs/v1")).hasContent(LoopbackHub.COMMIT);
        tiny.assertWeights(new HubCache(cache, ID).snapshot(new Revision("v1")));
        tiny.assertWeights(new HubCache(cache, ID).snapshot(new Revision(LoopbackHub.COMMIT)));
        tiny.assertNothingIsVisible();
    }

    @Test
    void concurrentPullsFetchEachPartOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pulls = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> tiny.pull()))
                    .toList();
            for (Future<Path> pull : pulls) {
                tiny.assertWeights(pull.get());
            }
        }
        assertThat(tiny.blobs()).hasSize(5);
        assertThat(hub.requestsOf(WEIGHTS))
                .extracting(LoopbackHub.Request::range)
                .doesNotHaveDuplicates();
    }

    @Test
    void completesASnapshotOfAnotherTool() throws IOException {
        var snapshot = new HubCache(cache, ID).snapshot(LoopbackHub.COMMIT);
        Files.createDirectories(snapshot.resolve("vae"));
        Files.writeString(snapshot.resolve("vae/theirs.txt"), "kept");
        tiny.assertWeights(tiny.pull());
        assertThat(snapshot.resolve("vae/theirs.txt")).hasContent("kept");
        assertThat(snapshot.resolve("model_index.json")).exists();
    }
}
