package dev.easel.pipeline;

import dev.easel.lora.Part;
import dev.easel.onnx.SessionHost;
import dev.easel.vae.Vae;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model while its components are being opened.
 *
 * @param host owns the sessions
 * @param settings how the model is opened
 * @param loras the adapters that it may be drawn with
 * @param encoders owns the encoders' sessions
 * @param adaptable the parts that can have adapters
 */
record ModelOpening(
        SessionHost host, ModelSettings settings, ModelLoras loras, SessionHost encoders, Set<Part> adaptable) {

    static ModelOpening of(SessionHost host, ModelSettings settings) {
        return new ModelOpening(
                host,
                settings,
                ModelLoras.read(host, settings.loras()),
                settings.offload() ? host.derive(host.plan().offloaded()) : host,
                EnumSet.noneOf(Part.class));
    }

    /** Begins to open a text encoder; beside the network, which is opened next, where that is possible. */
    <T> Supplier<LoraTarget<T>> encoder(String component, Function<SessionHost, T> opener, Consumer<T> closer) {
        Part.of(component).ifPresent(adaptable::add);
        return encoders.openConcurrently(() -> open(encoders, component, opener, closer));
    }

    /** Opens the denoising network, which is the largest component. */
    <T> LoraTarget<T> network(String component, Function<SessionHost, T> opener) {
        Part.of(component).ifPresent(adaptable::add);
        return open(host, component, opener, _ -> {});
    }

    private <T> LoraTarget<T> open(
            SessionHost owner, String component, Function<SessionHost, T> opener, Consumer<T> closer) {
        var opened = new LoraTarget<>(owner, component, opener, closer, settings.loraSessions());
        loras.requireFit(component, owner.folder().graph(component));
        return opened;
    }

    /** Opens what does not depend on the family; after its network. */
    ModelParts parts(ModelSchedulers schedulers) {
        loras.requireParts(adaptable);
        var prompts = new Prompts(new PromptCache(settings.promptCache().asLongValue()), loras);
        return new ModelParts(host, Vae.open(host, encoders), schedulers, prompts, loras);
    }
}
