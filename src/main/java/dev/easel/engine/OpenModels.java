package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ModelDescription;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The models whose sessions are open, in the order in which they were opened. Any thread may use their descriptive methods;
 * all others belong to the thread that opened them.
 */
record OpenModels(List<DiffusionPipeline> all) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(OpenModels.class);

    /** Opens another model. */
    void open(ModelToServe model) {
        try {
            var pipeline = model.opener().get();
            all.add(pipeline);
            requireName(model.name(), pipeline.description().name());
        } catch (RuntimeException | Error e) {
            // an Error may be a native library that does not fit this machine
            throw new OpeningException(model.name(), e);
        }
    }

    private static void requireName(String expected, String found) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("the opener opened " + found);
        }
    }

    /** A served model by its name. */
    DiffusionPipeline named(String name) {
        return all.stream()
                .filter(pipeline -> pipeline.description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model is called " + name));
    }

    List<ModelDescription> descriptions() {
        return all.stream().map(DiffusionPipeline::description).toList();
    }

    /** Closes the sessions in reverse order; none may be running. */
    @Override
    public void close() {
        all.reversed().forEach(OpenModels::close);
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
}
