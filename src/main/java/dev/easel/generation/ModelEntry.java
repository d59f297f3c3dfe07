package dev.easel.generation;

import dev.easel.engine.EngineConfig;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.Parameters;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model of the configuration.
 *
 * @param name the name that callers use
 * @param queue how much the engine accepts for it
 * @param parameters what callers may ask of it, once it is open
 * @param digest reads its files and digests them
 */
public record ModelEntry(
        String name,
        EngineConfig.Queue queue,
        Function<ModelDescription, Parameters> parameters,
        Supplier<String> digest) {}
