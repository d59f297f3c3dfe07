package dev.easel.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Caches as huggingface_hub leaves them, complete and interrupted. */
class HubCacheTest {
    private static final String COMMIT = "c1".repeat(20);
    private static final String OTHER = "d2".repeat(20);
    private static final String GRAPH = "a".repeat(64);
    private static final String WEIGHTS = "b".repeat(64);

    @TempDir
    Path cache;

    @Test
    void findsTheSnapshotOfABranchATagAndACommit() throws IOException {
        var folder = snapshot(COMMIT);
        ref("main", COMMIT);
        ref("v1.0", COMMIT);
        ref("refs/pr/1", COMMIT + "\n");
        for (var revision : new String[] {"main", "v1.0", "refs/pr/1", COMMIT}) {
            assertThat(locate(revision)).isEqualTo(new LocalModel("name", folder));
        }
    }

    @Test
    void aFolderTakesPrecedenceOverAnId() throws IOException {
        var folder = Files.createDirectories(cache.resolve("my-model"));
        assertThat(LocalModel.locate(folder.toString(), Revision.MAIN, cache))
                .isEqualTo(new LocalModel("my-model", folder));
    }

    @Test
    void namesTheCommandThatFetchesAMissingModel() {
        assertThatThrownBy(() -> locate("main"))
                .hasMessage("the model org/name is not in the cache " + cache + ". Nothing is fetched while serving;"
                        + " fetch it with: ./easel pull org/name --cache-dir '" + cache + "'");
    }

    @Test
    void namesAMissingRevision() throws IOException {
        snapshot(COMMIT);
        ref("main", COMMIT);
        assertThatThrownBy(() -> locate("v2"))
                .hasMessageContaining("at the revision 'v2'")
                .hasMessageContaining("./easel pull org/name --revision v2 --cache-dir");
        assertThatThrownBy(() -> locate(OTHER)).hasMessageContaining("--revision " + OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../elsewhere", "not a commit", "C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1"})
    void ignoresARefThatNamesNoCommit(String content) throws IOException {
        snapshot(COMMIT);
        ref("main", content);
        assertThatThrownBy(() -> locate("main")).hasMessageContaining("./easel pull org/name");
    }

    @Test
    void aRefWithoutItsSnapshotIsIncomplete() throws IOException {
        snapshot(COMMIT);
        ref("main", OTHER);
        assertThatThrownBy(() -> locate("main")).hasMessageContaining("has not been fetched completely");
    }

    @Test
    void aLinkWithoutItsBlobIsAGap() throws IOException {
        var folder = snapshot(COMMIT);
        ref("main", COMMIT);
        Files.delete(repository().resolve("blobs").resolve(GRAPH));
        assertThatThrownBy(() -> locate("main"))
                .hasMessageContaining(folder.resolve("transformer/model.onnx") + " links to a file that is not there");
    }

    @Test
    void aSnapshotWithoutFilesIsAGap() throws IOException {
        Files.createDirectories(
                repository().resolve("snapshots").resolve(COMMIT).resolve("vae"));
        assertThatThrownBy(() -> locate(COMMIT)).hasMessageContaining("there is no file in");
    }

    @ParameterizedTest
    @ValueSource(strings = {".incomplete", ".0f3a9c11.incomplete"})
    void aPartialFileInTheListingIsAGap(String suffix) throws IOException {
        snapshot(COMMIT);
        listing("text_encoder/model.onnx", WEIGHTS);
        assertThatCode(() -> locate(COMMIT)).as("left out on purpose").doesNotThrowAnyException();
        blob(WEIGHTS + suffix);
        assertThatThrownBy(() -> locate(COMMIT)).hasMessageContaining("text_encoder/model.onnx is not there");
    }

    @Test
    void missingWeightsInTheListingAreAGap() throws IOException {
        snapshot(COMMIT);
        listing("transformer/model.onnx_data", WEIGHTS);
        assertThatThrownBy(() -> locate(COMMIT)).hasMessageContaining("transformer/model.onnx_data is not there");
    }

    @Test
    void withoutAListingAPartialBlobIsAGapInABranch() throws IOException {
        snapshot(COMMIT);
        ref("main", COMMIT);
        blob(WEIGHTS + ".incomplete");
        assertThatThrownBy(() -> locate("main")).hasMessageContaining("only the beginning");
        assertThatCode(() -> locate(COMMIT)).doesNotThrowAnyException();
    }

    @Test
    void ignoresWhatEaselItselfIsFetching() throws IOException {
        snapshot(COMMIT);
        ref("main", COMMIT);
        blob(WEIGHTS + ".easel.incomplete");
        assertThatCode(() -> locate("main")).doesNotThrowAnyException();
        listing("text_encoder/model.onnx", WEIGHTS);
        assertThatCode(() -> locate("main")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"files\": {\"../../x\": {\"blob_id\": \"y\"}, \"\\u0000\": 3}}", ""})
    void ignoresAnUnreadableListing(String content) throws IOException {
        snapshot(COMMIT);
        var file = repository().resolve("trees").resolve(COMMIT + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThatCode(() -> locate(COMMIT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../name",
                "org/..",
                "org/name/more",
                "/name",
                "org/",
                "org/.git",
                "org/a--b",
                "org/a..b",
                "org/name.git",
                "org\\name",
                "o rg/name",
                "org/näme",
                "org/n\u0000",
                "-org/name",
                "org/name-",
                " "
            })
    void refusesAnInvalidId(String id) {
        assertThatThrownBy(() -> HubId.parse(id)).isInstanceOf(HubException.class);
        if (!id.contains("\u0000")) {
            assertThatThrownBy(() -> LocalModel.locate(id, Revision.MAIN, cache))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("easel.model.id");
        }
    }

    @Test
    void limitsTheLengthOfAnId() {
        assertThat(HubId.parse("o".repeat(96) + "/" + "n".repeat(96)).name()).hasSize(96);
        assertThatThrownBy(() -> HubId.parse("o/" + "n".repeat(97))).isInstanceOf(HubException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/../b", "/main", "main/", ".hidden", "a//b", "a\\b", "a b", "a\u0000"})
    void refusesAnInvalidRevision(String revision) {
        assertThatThrownBy(() -> new Revision(revision)).isInstanceOf(HubException.class);
    }

    private LocalModel locate(String revision) {
        return LocalModel.locate("org/name", new Revision(revision), cache);
    }

    private Path repository() {
        return cache.resolve("models--org--name");
    }

    private Path snapshot(String commit) throws IOException {
        var folder = repository().resolve("snapshots").resolve(commit);
        blob(GRAPH);
        link(folder.resolve("model_index.json"), Path.of("../../blobs"), "e".repeat(40));
        link(folder.resolve("transformer/model.onnx"), Path.of("../../../blobs"), GRAPH);
        return folder;
    }

    private void link(Path link, Path blobs, String checksum) throws IOException {
        blob(checksum);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, blobs.resolve(checksum));
    }

    private void blob(String name) throws IOException {
        Files.createDirectories(repository().resolve("blobs"));
        Files.writeString(repository().resolve("blobs").resolve(name), "content");
    }

    private void ref(String name, String commit) throws IOException {
        var file = repository().resolve("refs").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, commit);
    }

    private void listing(String path, String checksum) throws IOException {
        var file = repository().resolve("trees").resolve(COMMIT + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"format_version\": 1, \"files\": {\"" + path
                        + "\": {\"size\": 7, \"blob_id\": \"0\", \"lfs_sha256\": \""
                        + checksum + "\"}, \"model_index.json\": {\"size\": 7, \"blob_id\": \"" + "e".repeat(40)
                        + "\"}}}");
    }
}
