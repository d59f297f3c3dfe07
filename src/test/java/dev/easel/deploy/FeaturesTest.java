package dev.easel.deploy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that {@code knative/operator} enables exactly the features that the manifests need. */
class FeaturesTest {
    private static final Path SERVING = Sources.KNATIVE.resolve("operator/serving-features.yaml");
    private static final Path EVENTING = Sources.KNATIVE.resolve("operator/eventing-features.yaml");

    static List<Path> overlays() {
        return Sources.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void enablesEveryNeededFeature(Path overlay) {
        var manifests = Manifests.of(overlay);
        assertThat(Features.allowed(SERVING)).containsAll(Features.ofServing(manifests));
        assertThat(Features.allowed(EVENTING)).containsAll(Features.ofEventing(manifests));
    }

    @Test
    void enablesNoOtherFeature() {
        var manifests = Manifests.of(Sources.overlay("production"));
        assertThat(Features.ofServing(manifests)).isEqualTo(Features.allowed(SERVING));
        assertThat(Features.ofEventing(manifests)).isEqualTo(Features.allowed(EVENTING));
    }

    @Test
    void detectsFeaturesThatAreNotEnabled() {
        var rendered = Kustomize.render(Sources.overlay("production"))
                .replace(
                        "      enableServiceLinks: false\n",
                        "      enableServiceLinks: false\n      runtimeClassName: nvidia\n")
                .replace(
                        "          claimName: easel-models\n          readOnly: true",
                        "          claimName: easel-models");
        assertThat(Features.ofServing(Manifests.parse(rendered)))
                .contains("kubernetes.podspec-runtimeclassname", "kubernetes.podspec-persistent-volume-write");
    }
}
