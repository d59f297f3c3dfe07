package dev.easel.deploy;

import dev.easel.deploy.gitops.Application;
import dev.easel.deploy.gitops.ApplicationSet;
import dev.easel.deploy.gitops.FluxKustomization;
import dev.easel.deploy.gitops.GitRepository;
import dev.easel.deploy.gitops.ImagePolicy;
import dev.easel.deploy.gitops.ImageRepository;
import dev.easel.deploy.gitops.ImageUpdateAutomation;
import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the folders, sources, namespaces and images in the objects for Flux CD and Argo CD. */
class ClustersTest {
    private static final Path FLUX = Sources.KNATIVE.resolve("clusters/flux");
    private static final Path ARGO = Sources.KNATIVE.resolve("clusters/argocd");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void fluxAppliesTheEnvironment(String environment) {
        var manifests = Manifests.of(FLUX.resolve(environment));
        var applied = manifests.resource(FluxKustomization.class).spec();
        assertThat(Path.of(applied.path()).normalize()).isEqualTo(Sources.overlay(environment));
        assertThat(applied.sourceRef().kind()).isEqualTo("GitRepository");
        assertThat(applied.sourceRef().name())
                .isEqualTo(manifests.resource(GitRepository.class).metadata().name());
        assertThat(applied.prune()).isTrue();
        assertThat(applied.waits()).isTrue();
    }

    @Test
    void argoApplicationAppliesProduction() {
        applies(
                Manifests.of(ARGO.resolve("application"))
                        .resource(Application.class)
                        .spec(),
                "production");
    }

    @Test
    void argoApplicationSetAppliesAllEnvironments() {
        var set = Manifests.of(ARGO.resolve("applicationset"))
                .resource(ApplicationSet.class)
                .spec();
        var elements = set.generators().getFirst().list().elements();
        assertThat(elements.stream().map(element -> element.get("environment")))
                .containsExactly("staging", "production");
        for (var element : elements) {
            var source = set.template().spec().source();
            assertThat(Files.isDirectory(Path.of(filled(source.path(), element.get("environment")))))
                    .isTrue();
            assertThat(filled(set.template().spec().destination().namespace(), element.get("environment")))
                    .isEqualTo(namespace(element.get("environment")));
            assertThat(filled(set.template().spec().destination().name(), element.get("environment")))
                    .isEqualTo("{{.cluster}}");
            assertThat(element).containsKey("cluster");
        }
    }

    @Test
    void fluxAndArgoReadTheSameRepository() {
        var flux = Manifests.of(FLUX.resolve("production"))
                .resource(GitRepository.class)
                .spec();
        var argo = Manifests.of(ARGO.resolve("application"))
                .resource(Application.class)
                .spec()
                .source();
        assertThat(flux.url()).isEqualTo(argo.repoURL());
        assertThat(flux.ref().branch()).isEqualTo(argo.targetRevision());
    }

    @Test
    void imageAutomationWritesOnlyStaging() {
        var manifests = Manifests.of(FLUX.resolve("image-automation"));
        var update = manifests.resource(ImageUpdateAutomation.class).spec();
        var policy = manifests.resource(ImagePolicy.class);
        var marker = "{\"$imagepolicy\": \"flux-system:" + policy.metadata().name() + ":tag\"}";

        assertThat(Path.of(update.update().path()).normalize()).isEqualTo(Sources.overlay("staging"));
        assertThat(Sources.text(Sources.overlay("staging").resolve("kustomization.yaml")))
                .contains("newTag: ", marker);
        assertThat(Sources.text(Sources.overlay("production").resolve("kustomization.yaml")))
                .doesNotContain("$imagepolicy");
        assertThat(policy.spec().imageRepositoryRef().name())
                .isEqualTo(manifests.resource(ImageRepository.class).metadata().name());
        assertThat(Sources.text(Sources.overlay("staging").resolve("kustomization.yaml")))
                .contains("newName: "
                        + manifests.resource(ImageRepository.class).spec().image());
    }

    @Test
    void imagePolicySelectsTheLatestBuildTime() {
        var tags = Manifests.of(FLUX.resolve("image-automation"))
                .resource(ImagePolicy.class)
                .spec();
        var pattern = Pattern.compile(tags.filterTags().pattern().replace("(?P<", "(?<"));
        var matcher = pattern.matcher("20261122130302-" + COMMIT);
        assertThat(matcher.matches()).isTrue();
        assertThat("$time").isEqualTo(tags.filterTags().extract());
        assertThat(matcher.group("time")).isEqualTo("20261122130302");
        assertThat(pattern.matcher(COMMIT).matches()).isFalse();
        assertThat(tags.policy().numerical().order()).isEqualTo("asc");
    }

    private static void applies(Application application, String environment) {
        assertThat(Path.of(application.source().path())).isEqualTo(Sources.overlay(environment));
        assertThat(application.destination().namespace()).isEqualTo(namespace(environment));
    }

    private static String namespace(String environment) {
        return Manifests.of(Sources.overlay(environment))
                .only(Namespace.class)
                .getMetadata()
                .getName();
    }

    private static String filled(String template, String environment) {
        return template.replace("{{.environment}}", environment);
    }
}
