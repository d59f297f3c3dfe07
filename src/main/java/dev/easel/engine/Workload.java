package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.Collection;

/**
 * One image of a submission and its cost.
 *
 * @param image what to generate
 * @param key what it shares passes by, whatever its step
 * @param rows its rows in each pass: 1, or 2 where a second row guides it
 * @param pixels of all its rows
 * @param passes the number of its passes
 */
record Workload(ImageParameters image, BatchKey key, int rows, long pixels, int passes) {

    static Workload of(DiffusionPipeline pipeline, ImageParameters image) {
        int rows = pipeline.rows(image);
        var key = pipeline.key(image);
        // the image that is edited is a part of each row
        long edited =
                key.reference().map(size -> (long) size.width() * size.height()).orElse(0L);
        long pixels = rows * ((long) image.width() * image.height() + edited);
        return new Workload(image, key, rows, pixels, pipeline.passes(image));
    }

    /** The work of the whole job, to compare callers with one another; decoding counts as a pass. */
    long work() {
        return pixels * (passes + 1);
    }

    static int rows(Collection<Workload> workloads) {
        return workloads.stream().mapToInt(Workload::rows).sum();
    }

    static long pixels(Collection<Workload> workloads) {
        return workloads.stream().mapToLong(Workload::pixels).sum();
    }
}
