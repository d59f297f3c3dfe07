package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.easel.hub.pull.TinyModelPull.ID;
import static dev.easel.hub.pull.TinyModelPull.QUICK;
import static dev.easel.hub.pull.TinyModelPull.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where requests and the token go, and the messages for refusals. */
class HubClientTest extends TinyModelTest {
    HubClientTest(@TempDir Path cache) {
        super(cache);
    }

    @Test
    void sendsTheTokenOnlyToTheHub() throws IOException {
        try (var storage = new LoopbackHub().with(WEIGHTS, tiny.weights())) {
            var localhost = URI.create("http://localhost:" + storage.endpoint().getPort());
            hub.forToken("hf_secret").storingAt(localhost);
            tiny.pull(Optional.of("hf_secret"), Revision.MAIN, new Selection(List.of("*_data"), List.of()));
            assertThat(storage.requests())
                    .isNotEmpty()
                    .allMatch(request -> request.authorization().isEmpty());
            assertThat(hub.requests())
                    .allMatch(request -> request.authorization().equals(Optional.of("Bearer hf_secret")));
        }
    }

    @Test
    void doesNotPrintAWrongToken() {
        hub.forToken("hf_secret");
        assertThatThrownBy(() -> tiny.pull(Optional.of("hf_wrong"), Revision.MAIN, Selection.SERVED))
                .hasMessageContaining("the token is wrong or may not read it")
                .hasMessageNotContaining("hf_wrong");
    }

    @Test
    void stopsAnEndlessRedirect() {
        hub.storingAt(hub.endpoint());
        assertThatThrownBy(tiny::pull).hasMessageContaining("without end");
    }

    @Test
    void usesTheProxyOfTheEnvironment() throws IOException {
        try (var proxy = new LoopbackHub().with(WEIGHTS, tiny.weights())) {
            var environment = Map.of("HTTP_PROXY", proxy.endpoint().toString());
            var endpoint = URI.create("http://hub.invalid");
            var progress = new Progress(System.err, Progress.Style.LINES);
            var client = new HubClient(endpoint, Optional.empty(), environment, QUICK, progress);
            assertThat(client.list(ID, Revision.MAIN).files()).hasSize(1);
            assertThat(proxy.requests()).hasSize(1);
        }
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
    void namesTheRemedyOfARefusal(int status, String code, String words) {
        hub.failingToList(new Fault.Status(status, code.isEmpty() ? Map.of() : Map.of("X-Error-Code", code)));
        assertThatThrownBy(tiny::pull).isInstanceOf(HubException.class).hasMessageContaining(words);
        assertThat(hub.requests()).hasSize(1);
    }

    @Test
    void namesAnUnknownRevision() {
        assertThatThrownBy(() -> tiny.pull(new Revision("v9"), Selection.SERVED))
                .hasMessageContaining("acme/tiny has no revision 'v9'");
    }
}
