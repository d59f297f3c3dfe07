package dev.easel.engine;

import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request for images, which are accepted together or not at all. Each becomes a {@link GenerationJob}.
 *
 * @param model the name of the model
 * @param images what to generate
 * @param priority which jobs go first
 * @param deadline how long after acceptance the images are still useful
 * @param caller callers of one priority get equal shares of the work
 * @param previewEvery the number of passes between two previews; empty for no previews
 */
public record Submission(
        String model,
        List<ImageParameters> images,
        Priority priority,
        Optional<Duration> deadline,
        String caller,
        OptionalInt previewEvery) {}
