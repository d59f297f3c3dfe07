package dev.easel.pipeline;

import dev.easel.lora.LoraStack;
import dev.easel.onnx.SessionHost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A component of a model as it is, and with adapters merged into its weights: those sets of adapters that were used last
 * stay open. Used on the thread that owns the sessions.
 *
 * @param <T> the component
 */
final class LoraTarget<T> implements AutoCloseable {
    private final SessionHost host;
    private final String name;
    private final Function<SessionHost, T> opener;
    private final Consumer<T> closer;
    private final int most;
    private final T original;
    private final LinkedHashMap<LoraStack, Variant<T>> variants = new LinkedHashMap<>(4, 0.75f, true);

    private record Variant<T>(SessionHost host, T component) {}

    /**
     * Opens the component as it is.
     *
     * @param name the component's folder
     * @param opener opens it
     * @param closer frees what its sessions do not own
     * @param most how many sets of adapters stay open
     */
    LoraTarget(SessionHost host, String name, Function<SessionHost, T> opener, Consumer<T> closer, int most) {
        this.host = host;
        this.name = name;
        this.opener = opener;
        this.closer = closer;
        this.most = most;
        this.original = opener.apply(host);
    }

    /** The component as it is. */
    T original() {
        return original;
    }

    /** The component with adapters; opening it takes a while if it has not been used of late. */
    T with(LoraStack adapters) {
        if (!adapters.touches(name)) {
            return original;
        }
        var known = variants.get(adapters);
        if (known != null) {
            return known.component();
        }
        // before the new one, so that there are never more of them in memory than allowed
        while (variants.size() >= most) {
            close(variants.pollFirstEntry());
        }
        return open(adapters).component();
    }

    /** What the component's float32 graph says, if the model has one beside the one that is open. */
    <R> Optional<R> inFloat32(LoraStack adapters, Function<T, R> use) {
        return host.plan()
                .inFloat32(name)
                .map(plan -> plan.with(adapters))
                .map(host::derive)
                .map(single -> {
                    try {
                        // not kept open: it is rarely needed, and large
                        var component = opener.apply(single);
                        var result = use.apply(component);
                        closer.accept(component);
                        return result;
                    } finally {
                        host.close(single);
                    }
                });
    }

    private Variant<T> open(LoraStack adapters) {
        var part = host.derive(host.plan().with(adapters));
        try {
            var variant = new Variant<>(part, opener.apply(part));
            variants.put(adapters, variant);
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
