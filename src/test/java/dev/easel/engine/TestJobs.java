package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Submissions and jobs for tests. */
final class TestJobs {
    static final BatchKey KEY = new BatchKey("tiny", 64, 64);

    private TestJobs() {}

    static ImageParameters picture(int steps) {
        return new ImageParameters("a cat", Optional.empty(), 64, 64, steps, 0, 1, 0);
    }

    static Submission submission(String caller, Priority priority, int steps) {
        return submission(picture(steps), caller, priority, Optional.empty());
    }

    static Submission submission(
            ImageParameters parameters, String caller, Priority priority, Optional<Duration> deadline) {
        return new Submission(parameters, priority, deadline, caller, OptionalInt.empty());
    }

    static GenerationJob job(long id, String caller, int steps) {
        var workload = new Workload(KEY, new Load(1, 64 * 64, steps), _ -> KEY);
        return new GenerationJob(id, submission(caller, Priority.NORMAL, steps), workload, 0, 0);
    }
}
