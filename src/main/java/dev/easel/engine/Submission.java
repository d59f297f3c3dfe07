package dev.easel.engine;

import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An image to draw, and how it is to be treated.
 *
 * @param model the name of the model that draws it
 * @param parameters what is drawn
 * @param priority whether it goes before others
 * @param deadline after how long the image is of no use any more
 * @param caller whose it is; callers are served in turn
 * @param previewEvery after how many steps, each time, a preview is wanted; empty for none
 */
public record Submission(
        String model,
        ImageParameters parameters,
        Priority priority,
        Optional<Duration> deadline,
        String caller,
        OptionalInt previewEvery) {}
