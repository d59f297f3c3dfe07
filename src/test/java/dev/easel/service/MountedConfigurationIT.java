package dev.easel.service;

import dev.easel.deploy.Manifests;
import dev.easel.deploy.Ports;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service with the configuration files of an environment, mounted as Kubernetes mounts a ConfigMap. */
class MountedConfigurationIT {
    private static final String EMBEDDED = "models/scenes-flux";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"local", "staging", "production"})
    void servesWithTheFilesOfAnEnvironment(String environment) throws IOException {
        var manifests = Manifests.of(Path.of("knative/overlays", environment));
        try (var service = new PackagedService(folder, environment(manifests, manifests.files()))) {
            service.awaitReady();

            for (String path : Ports.paths(manifests)) {
                assertThat(status(service, path)).as(path).isEqualTo(200);
            }
            assertThat(status(service, "/q/health/readyness")).isEqualTo(404);
            var models = given().get(service.url() + "/v1/models").then().statusCode(200);
            // parameters.yaml, and what the environment says against model.yaml
            assertThat(models.extract().<Integer>path("data[0].parameters.steps.max"))
                    .isEqualTo(50);
            assertThat(models.extract().<List<String>>path("data[0].style_presets"))
                    .contains("film-still", "sketch");
            assertThat(models.extract().<String>path("data[0].id")).isEqualTo(environment);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "parameters.yaml, '  parameters:', '  parametres:', 'parameters.yaml:4: easel.parametres: unknown key'",
        "parameters.yaml, '      max: 50', '      maximum: 50', 'parameters.yaml:8: easel.parameters.steps.maximum: unknown'",
        "parameters.yaml, '      max: 50', '      max: many', 'parameters.yaml:8: easel.parameters.steps.max: \"many\" is'",
        "parameters.yaml, '      max: 50', '\tmax: 50', 'parameters.yaml:8: a tab; YAML is indented with spaces'",
        "engine.yaml, jobs: 32, jobs: 0, 'engine.yaml:11: easel.engine.queue.jobs: must be greater than or equal to 2'"
    })
    void aMistakeInAFileStopsTheStartAndIsAllThatIsPrinted(String file, String right, String wrong, String line)
            throws Exception {
        var manifests = Manifests.of(Path.of("knative/overlays/production"));
        var files = new HashMap<>(manifests.files());
        assertThat(files.get(file)).contains(right);
        files.computeIfPresent(file, (name, text) -> text.replaceFirst(right, wrong.replace("\\t", "\t")));

        try (var service = new PackagedService(folder, environment(manifests, files))) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output().lines())
                    .singleElement()
                    .asString()
                    .startsWith("easel: " + folder.resolve("etc") + "/" + line);
        }
    }

    private static int status(PackagedService service, String path) {
        return given().get(service.url() + path).statusCode();
    }

    /** The container's environment, with a model that is here, by a name that only the environment has. */
    private Map<String, String> environment(Manifests manifests, Map<String, String> files) throws IOException {
        var environment = new HashMap<String, String>();
        for (EnvVar variable : manifests.revision().getContainers().getFirst().getEnv()) {
            environment.put(variable.getName(), variable.getValue());
        }
        environment.replace("QUARKUS_CONFIG_LOCATIONS", mount(files).toString());
        environment.replace("EASEL_STORE_FOLDER", folder.resolve("images").toString());
        environment.put("EASEL_MODEL_ID", EMBEDDED);
        environment.put(
                "EASEL_MODEL_NAME",
                manifests.easel().getMetadata().getNamespace().replace("easel-", ""));
        return environment;
    }

    /** A folder of links into a folder of links, as the kubelet makes them to change all files at once. */
    private Path mount(Map<String, String> files) throws IOException {
        var mounted = Files.createDirectories(folder.resolve("etc"));
        var data = Files.createDirectories(mounted.resolve("..2026_11_22_13_03_02.1"));
        Files.createSymbolicLink(mounted.resolve("..data"), data.getFileName());
        for (var file : files.entrySet()) {
            Files.writeString(data.resolve(file.getKey()), file.getValue());
            Files.createSymbolicLink(mounted.resolve(file.getKey()), Path.of("..data", file.getKey()));
        }
        return mounted;
    }
}
