package dev.easel.edge;

import dev.easel.request.IntegerRange;
import dev.easel.request.NumberRange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.TreeSet;

/** {@code GET /v1/models}: what is served and what may be asked of it, in the form of OpenAI's API. */
@Path("/v1/models")
public class ModelsResource {
    private final ServedModel served;

    ModelsResource(ServedModel served) {
        this.served = served;
    }

    /** The models, at present always one. */
    @GET
    @RunOnVirtualThread
    public Models models() {
        var model = served.description();
        var parameters = served.parameters();
        return new Models(
                "list",
                List.of(new Model(
                        model.name(),
                        "model",
                        "easel",
                        model.family(),
                        model.device(),
                        "sha256:" + served.digest(),
                        new Limits(
                                parameters.promptLength(),
                                parameters.width(),
                                parameters.height(),
                                parameters.steps(),
                                parameters.guidanceScale(),
                                parameters.trueCfgScale()),
                        List.copyOf(new TreeSet<>(served.presets().keySet())))));
    }

    /**
     * A list of models.
     *
     * @param object always {@code list}
     * @param data the models
     */
    @RegisterForReflection
    public record Models(String object, List<Model> data) {}

    /**
     * A model.
     *
     * @param id what {@code model} in a request names
     * @param object always {@code model}
     * @param ownedBy always {@code easel}
     * @param family the architecture
     * @param device what it runs on
     * @param digest SHA-256 over its files
     * @param parameters what may be asked of it
     * @param stylePresets names for {@code style_preset}
     */
    @RegisterForReflection
    public record Model(
            String id,
            String object,
            String ownedBy,
            String family,
            String device,
            String digest,
            Limits parameters,
            List<String> stylePresets) {}

    /**
     * Defaults and limits.
     *
     * @param promptLength the most characters of a prompt
     * @param width pixels
     * @param height pixels
     * @param steps denoise steps
     * @param guidanceScale guidance of guidance-distilled models
     * @param trueCfgScale classifier-free guidance
     */
    @RegisterForReflection
    public record Limits(
            int promptLength,
            IntegerRange width,
            IntegerRange height,
            IntegerRange steps,
            NumberRange guidanceScale,
            NumberRange trueCfgScale) {}
}
