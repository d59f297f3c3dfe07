package dev.easel.pipeline.family;

import dev.easel.lora.Part;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.LoraTarget;
import dev.easel.pipeline.ModelLoras;
import dev.easel.pipeline.ModelParts;
import dev.easel.pipeline.ModelSchedulers;
import dev.easel.pipeline.prompt.PromptCache;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.vae.Vae;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model while its components are being opened.
 *
 * @param host owns the sessions
 * @param settings how the model is opened
 * @param loras the model's LoRAs
 * @param encoders owns the encoders' sessions
 * @param opened the parts that LoRAs can change
 */
record ModelOpening(
        SessionHost host, ModelSettings settings, ModelLoras loras, SessionHost encoders, Set<Part> opened) {

    static ModelOpening of(SessionHost host, ModelSettings settings) {
        return new ModelOpening(
                host,
                settings,
                ModelLoras.read(host, settings.loras()),
                settings.offload() ? host.derive(host.plan().offloaded()) : host,
                EnumSet.noneOf(Part.class));
    }

    ModelFolder folder() {
        return host.folder();
    }

    /** The schedulers of a model that is a rectified flow. */
    ModelSchedulers flowSchedulers(FlowSpacing spacing) {
        return ModelSchedulers.of(SchedulerFile.readFlow(folder()), spacing);
    }

    /** The schedulers of a model that predicts noise or velocity at timesteps of training, with corrected settings. */
    ModelSchedulers diffusionSchedulers(Map<String, Object> corrections) {
        return ModelSchedulers.of(SchedulerFile.readDiffusion(folder()).with(corrections), FlowSpacing.NUMPY);
    }

    /** Starts to open a text encoder, if possible in parallel to the network, which is opened next. */
    <T> Supplier<LoraTarget<T>> encoder(String component, Function<SessionHost, T> opener, Consumer<T> closer) {
        Part.of(component).ifPresent(opened::add);
        return encoders.openConcurrently(() -> open(encoders, component, opener, closer));
    }

    /** Opens the denoising network, which is the largest component. */
    <T> LoraTarget<T> network(String component, Function<SessionHost, T> opener) {
        Part.of(component).ifPresent(opened::add);
        return open(host, component, opener, _ -> {});
    }

    private <T> LoraTarget<T> open(
            SessionHost owner, String component, Function<SessionHost, T> opener, Consumer<T> closer) {
        var target = new LoraTarget<>(owner, component, opener, closer, settings.loraSessions());
        loras.requireFit(component, owner.folder().graph(component));
        return target;
    }

    /** Opens the components that all families have; after the network. */
    ModelParts parts(ModelSchedulers schedulers) {
        loras.requireParts(opened);
        var cache = new PromptCache(settings.promptCache().asLongValue());
        return new ModelParts(host, Vae.open(host, encoders), schedulers, loras, cache);
    }
}
