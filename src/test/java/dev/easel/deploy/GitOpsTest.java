package dev.easel.deploy;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.TrafficTarget;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that a commit changes the manifests of production and that {@code git revert} restores them byte for byte. */
class GitOpsTest {
    private static final String PARAMETERS = "knative/base/config/parameters.yaml";
    private static final String PRODUCTION = "knative/overlays/production/kustomization.yaml";

    @TempDir
    private Path folder;

    private ScratchRepository repository;
    private String before;

    @BeforeEach
    void copy() throws Exception {
        repository = new ScratchRepository(folder);
        before = repository.render("production");
    }

    @Test
    void changedParameterCreatesANewRevision() throws Exception {
        repository.replace(PARAMETERS, "      max: 50", "      max: 40");
        repository.commit("fewer steps");
        var changed = repository.render("production");
        assertThat(changed).isNotEqualTo(before).contains("max: 40");
        assertThat(config(Manifests.parse(changed))).isNotEqualTo(config(Manifests.parse(before)));
        assertThat(References.problems(Manifests.parse(changed))).isEmpty();

        repository.revert();
        assertThat(repository.render("production")).isEqualTo(before);
    }

    @Test
    void releaseChangesTheTag() throws Exception {
        var commit = "0123456789abcdef0123456789abcdef01234567";
        repository.replace(PRODUCTION, "newTag: \"" + "0".repeat(40) + "\"", "newTag: \"" + commit + "\"");
        repository.commit("a release");
        var released = Manifests.parse(repository.render("production"));
        assertThat(released.revision().getContainers().getFirst().getImage())
                .isEqualTo("registry.example.com/team/easel:" + commit);

        repository.revert();
        assertThat(repository.render("production")).isEqualTo(before);
    }

    @Test
    void canaryGetsAShareOfTheTraffic() throws Exception {
        repository.replace(
                PRODUCTION, "# components:\n#   - ../../components/canary", "components:\n  - ../../components/canary");
        repository.replace("knative/components/canary/traffic.yaml", "easel-00001", "easel-00042");
        repository.commit("a canary");
        var canary = Manifests.parse(repository.render("production"));
        var traffic = canary.easel().getSpec().getTraffic();
        assertThat(traffic.stream().mapToLong(TrafficTarget::getPercent).sum()).isEqualTo(100);
        assertThat(traffic.stream().map(TrafficTarget::getTag)).containsExactly("stable", "canary");
        assertThat(traffic.getFirst().getRevisionName()).isEqualTo("easel-00042");
        assertThat(traffic.getLast().getLatestRevision()).isTrue();
        assertThat(canary.all(Service.class)).hasSize(3);

        repository.revert();
        assertThat(repository.render("production")).isEqualTo(before);
    }

    private static String config(Manifests manifests) {
        return manifests.revision().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .map(volume -> volume.getConfigMap().getName())
                .filter(Pattern.compile("easel-config-\\w+").asMatchPredicate())
                .findFirst()
                .orElseThrow();
    }
}
