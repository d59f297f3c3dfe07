package dev.easel.pipeline;

import dev.easel.lora.LoraStack;
import dev.easel.onnx.SessionHost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A component of a model, without LoRAs and with sets of LoRAs merged into its weights; the sets that were used last
 * stay open. Used on the thread that owns the sessions.
 *
 * @param <T> the component
 */
public final class LoraTarget<T> implements AutoCloseable {
    private final SessionHost host;
    private final String component;
    private final Function<SessionHost, T> opener;
    private final Consumer<T> closer;
    private final int maxVariants;
    private final T original;
    private final LinkedHashMap<LoraStack, Variant<T>> variants = new LinkedHashMap<>(4, 0.75f, true);

    private record Variant<T>(SessionHost host, T component) {}

    /**
     * Opens the component without LoRAs.
     *
     * @param component the component's folder
     * @param opener opens it
     * @param closer frees what its sessions do not own
     * @param maxVariants how many sets of LoRAs stay open
     */
    public LoraTarget(
            SessionHost host, String component, Function<SessionHost, T> opener, Consumer<T> closer, int maxVariants) {
        this.host = host;
        this.component = component;
        this.opener = opener;
        this.closer = closer;
        this.maxVariants = maxVariants;
        this.original = opener.apply(host);
    }

    /** The component's folder. */
    String component() {
        return component;
    }

    /** The component without LoRAs. */
    public T original() {
        return original;
    }

    /** The component with LoRAs; opening it takes a while if it is not among the last used. */
    public T with(LoraStack loras) {
        if (!loras.touches(component)) {
            return original;
        }
        var known = variants.get(loras);
        if (known != null) {
            return known.component();
        }
        // before the new one is opened, so that memory never holds more than allowed
        while (variants.size() >= maxVariants) {
            close(variants.pollFirstEntry());
        }
        return open(loras).component();
    }

    /** The result of the component's float32 graph, if the model has one beside the graph that is open. */
    <R> Optional<R> inFloat32(LoraStack loras, Function<T, R> use) {
        return host.plan()
                .inFloat32(component)
                .map(plan -> plan.with(loras))
                .map(host::derive)
                .map(single -> {
                    try {
                        // not kept open: it is rarely needed, and large
                        var opened = opener.apply(single);
                        var result = use.apply(opened);
                        closer.accept(opened);
                        return result;
                    } finally {
                        host.close(single);
                    }
                });
    }

    private Variant<T> open(LoraStack loras) {
        var part = host.derive(host.plan().with(loras));
        try {
            var variant = new Variant<>(part, opener.apply(part));
            variants.put(loras, variant);
            return variant;
        } catch (RuntimeException e) {
            host.close(part);
            throw e;
        }
    }

    private void close(Map.Entry<LoraStack, Variant<T>> oldest) {
        closer.accept(oldest.getValue().component());
        host.close(oldest.getValue().host());
    }

    @Override
    public void close() {
        closer.accept(original);
        variants.values().forEach(variant -> closer.accept(variant.component()));
    }
}
