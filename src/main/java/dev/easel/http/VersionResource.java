package dev.easel.http;

import dev.easel.generation.ServedModels;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/version}: which build, configuration and models run here. It answers before models are served, too. */
@Path("/v1/version")
public class VersionResource {
    private static final String SHA256 = "sha256:";

    private final Version version;
    private final ServedModels served;

    VersionResource(Version version, ServedModels served) {
        this.version = version;
        this.served = served;
    }

    /** What runs here. */
    @GET
    public Running version() {
        var models = served.digests().entrySet().stream()
                .map(model -> new ModelVersion(model.getKey(), model.getValue().map(SHA256::concat)))
                .toList();
        var configuration = new Configuration(SHA256 + version.configuration(), version.revision());
        return new Running(version.version(), version.commit(), configuration, models);
    }

    /**
     * What runs here.
     *
     * @param version Easel's version
     * @param commit the commit that it was built from, or {@code unknown}
     * @param configuration the settings in force
     * @param models the models of the configuration, by name
     */
    @RegisterForReflection
    public record Running(String version, String commit, Configuration configuration, List<ModelVersion> models) {}

    /**
     * The settings in force.
     *
     * @param digest SHA-256 over them; equal settings have equal digests
     * @param revision Knative's name of the running revision; null elsewhere
     */
    @RegisterForReflection
    public record Configuration(String digest, Optional<String> revision) {}

    /**
     * A model.
     *
     * @param id its name
     * @param digest SHA-256 over its files; null while it is computed
     */
    @RegisterForReflection
    public record ModelVersion(String id, Optional<String> digest) {}
}
