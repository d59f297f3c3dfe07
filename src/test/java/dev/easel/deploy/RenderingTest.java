package dev.easel.deploy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Checks that every folder of {@code knative/} renders without warnings, to objects without unknown fields. */
class RenderingTest {
    private static final String PRODUCTION = Kustomize.render(Sources.overlay("production"));

    static List<Path> renderable() {
        return Sources.renderable();
    }

    @ParameterizedTest
    @MethodSource("renderable")
    void rendersToValidObjects(Path folder) {
        assertThat(Manifests.of(folder).objects()).isNotEmpty();
    }

    @Test
    void hasThreeEnvironments() {
        assertThat(Sources.overlays().stream()
                        .map(folder -> folder.getFileName().toString()))
                .containsExactly("local", "production", "staging");
    }

    @Test
    void failsWithoutKustomization() {
        assertThatThrownBy(() -> Kustomize.render(Sources.KNATIVE.resolve("base/config")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("kustomization.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "containerConcurrency: | containerConcurency: | \"containerConcurency\"",
                "readOnlyRootFilesystem: | readOnlyRootFileSystem: | \"readOnlyRootFileSystem\"",
                "matchLabels: | matchLables: | \"matchLables\"",
                "broker: easel | brokr: easel | \"brokr\"",
                "maxUnavailable: | maxUnavailabel: | \"maxUnavailabel\"",
                "kind: Trigger | kind: Triger | there is no model",
                "min-scale: \"1\" | min-scale: 1 | Integer value (1)",
                "value: \"true\" | value: true | Boolean value (true)",
                "runAsUser: 1001 | runAsUser: \"1001\" | String value",
                "automountServiceAccountToken: false | automountServiceAccountToken: \"no\" | String value"
            })
    void failsOnMistakes(String right, String wrong, String message) {
        assertThat(PRODUCTION).contains(right);
        assertThatThrownBy(() -> Manifests.parse(PRODUCTION.replace(right, wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
        assertThatCode(() -> Manifests.parse(PRODUCTION)).doesNotThrowAnyException();
    }
}
