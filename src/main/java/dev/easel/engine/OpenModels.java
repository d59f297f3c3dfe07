package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ModelDescription;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jboss.logging.Logger;

/**
 * The models whose sessions are open, in the order in which they were opened. Any thread may use their descriptive methods;
 * all others belong to the thread that opened them.
 */
record OpenModels(SequencedMap<String, DiffusionPipeline> byName) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OpenModels.class);

    /** Opens another model. */
    void open(ModelToServe model) {
        try {
            var pipeline = model.opener().get();
            byName.put(model.name(), pipeline);
            requireName(model.name(), pipeline.description().name());
        } catch (RuntimeException | Error e) {
            // an Error may be a native library that does not fit this machine
            throw new OpeningException(model.name(), e);
        }
    }

    /** A served model by its name. */
    DiffusionPipeline named(String name) {
        return Objects.requireNonNull(byName.get(name), () -> "no model is called " + name);
    }

    List<DiffusionPipeline> all() {
        return List.copyOf(byName.values());
    }

    List<ModelDescription> descriptions() {
        return byName.values().stream().map(DiffusionPipeline::description).toList();
    }

    /** Closes the sessions in reverse order; none may be running. */
    @Override
    public void close() {
        byName.sequencedValues().reversed().forEach(OpenModels::close);
    }

    /** Closes a model; a failure does not keep the others open. */
    private static void close(DiffusionPipeline pipeline) {
        try {
            pipeline.close();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "the model %s did not close cleanly",
                    pipeline.description().name());
        }
    }

    private static void requireName(String expected, String found) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("the opener opened " + found);
        }
    }
}
