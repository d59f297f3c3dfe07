package dev.easel.http;

import dev.easel.generation.ServedModels;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.IntegerRange;
import dev.easel.request.NumberRange;
import dev.easel.request.Parameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code GET /v1/models}: what is served and what may be asked of it, in the form of OpenAI's API. */
@Path("/v1/models")
public class ModelsResource {
    private final ServedModels served;

    ModelsResource(ServedModels served) {
        this.served = served;
    }

    /** The models, the default first. */
    @GET
    @RunOnVirtualThread
    public Models models() {
        return new Models("list", served.descriptions().stream().map(this::view).toList());
    }

    private Model view(ModelDescription model) {
        return new Model(
                model.name(),
                "model",
                "easel",
                model.family(),
                model.device(),
                "sha256:" + served.digest(model.name()),
                sorted(model.abilities().stream().map(ability -> ability.name().toLowerCase(Locale.ROOT))),
                sorted(model.schedulers().keySet().stream()),
                sorted(model.loras().stream()),
                limits(served.parameters(model), model),
                sorted(served.presets().keySet().stream()));
    }

    private static Limits limits(Parameters parameters, ModelDescription model) {
        return new Limits(
                parameters.promptLength(),
                parameters.width(),
                parameters.height(),
                parameters.steps(),
                model.maxSteps(),
                new TreeMap<>(model.schedulers()),
                parameters.guidanceScale(),
                parameters.trueCfgScale(),
                parameters.strength(),
                parameters.loraWeight(),
                parameters.mostLoras(),
                sorted(model.unweightedLoras().stream()));
    }

    private static List<String> sorted(Stream<String> names) {
        return names.sorted().toList();
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
     * @param abilities what it can do beside drawing an image from a prompt
     * @param schedulers what a request's scheduler may be
     * @param loras the adapters that a request may name
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
            List<String> abilities,
            List<String> schedulers,
            List<String> loras,
            Limits parameters,
            List<String> stylePresets) {}

    /**
     * Defaults and limits.
     *
     * @param promptLength the most characters of a prompt
     * @param width pixels
     * @param height pixels
     * @param steps denoise steps
     * @param maxSteps the most steps that the model's own scheduler has
     * @param maxStepsByScheduler the most steps that each other scheduler has
     * @param guidanceScale guidance, in the way of the model's family
     * @param trueCfgScale classifier-free guidance of models whose guidance is an input
     * @param strength how much noise an image gets that the caller sends
     * @param loraWeight the weight of an adapter
     * @param maxLoras the most adapters of a request
     * @param unweightedLoras adapters of which a request may name one, with a weight of 1
     */
    @RegisterForReflection
    public record Limits(
            int promptLength,
            IntegerRange width,
            IntegerRange height,
            IntegerRange steps,
            int maxSteps,
            Map<String, Integer> maxStepsByScheduler,
            NumberRange guidanceScale,
            NumberRange trueCfgScale,
            NumberRange strength,
            NumberRange loraWeight,
            int maxLoras,
            List<String> unweightedLoras) {}
}
