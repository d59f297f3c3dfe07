package dev.easel.generation;

import dev.easel.engine.EngineConfig;
import dev.easel.pipeline.ModelDescription;
import dev.easel.request.RequestReader;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model of the configuration.
 *
 * @param name the name that callers use
 * @param queue how much the engine accepts for it
 * @param reader reads requests to it, once it is open
 * @param digest reads its files and digests them
 * @param created when its newest file was written
 */
public record ModelEntry(
        String name,
        EngineConfig.Queue queue,
        Function<ModelDescription, RequestReader> reader,
        Supplier<String> digest,
        Supplier<Instant> created) {}
