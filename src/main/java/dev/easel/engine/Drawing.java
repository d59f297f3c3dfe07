package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Draws one job's picture on the engine's thread, giving up between two steps when the job has ended. */
record Drawing(DiffusionPipeline pipeline, EngineMetrics metrics, LongSupplier clock) {

    /** The outcome; a job that ended on the way keeps its own. */
    Outcome draw(GenerationJob job, BooleanSupplier stopped) {
        long start = clock.getAsLong();
        long queued = start - job.submitted();
        metrics.queued(queued);

        var conditioning = pipeline.encode(List.of(job.parameters())).getFirst();
        var row = pipeline.start(job.parameters(), conditioning);
        long encoded = clock.getAsLong() - start;
        metrics.encoded(encoded);

        long denoiseStart = clock.getAsLong();
        while (!row.isComplete()) {
            if (job.hasEnded() || stopped.getAsBoolean()) {
                return new Outcome.Stopped();
            }
            long stepStart = clock.getAsLong();
            row = pipeline.step(List.of(row)).getFirst();
            metrics.stepped(clock.getAsLong() - stepStart);
        }
        long decodeStart = clock.getAsLong();
        var pixels = pipeline.decode(List.of(row)).getFirst();
        long decoded = clock.getAsLong() - decodeStart;
        metrics.decoded(decoded);
        return new Outcome.Drawn(pixels, new Timings(queued, encoded, decodeStart - denoiseStart, decoded));
    }
}
