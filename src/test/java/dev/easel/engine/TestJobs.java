package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Submissions and jobs for tests. */
final class TestJobs {
    static final String MODEL = "tiny-random-flux-schnell";
    static final BatchKey KEY = new BatchKey(MODEL, 64, 64);

    private TestJobs() {}

    static ImageParameters image(int steps) {
        return new ImageParameters("a cat", Optional.empty(), 64, 64, steps, 0, 1, 0);
    }

    static Submission submission(String caller, Priority priority, int steps) {
        return submission(image(steps), caller, priority, Optional.empty());
    }

    static Submission submission(
            ImageParameters parameters, String caller, Priority priority, Optional<Duration> deadline) {
        return new Submission(MODEL, parameters, priority, deadline, caller, OptionalInt.empty());
    }

    /** The same for another model. */
    static Submission of(String model, Submission submission) {
        return new Submission(
                model,
                submission.parameters(),
                submission.priority(),
                submission.deadline(),
                submission.caller(),
                submission.previewEvery());
    }

    static GenerationJob job(long id, String caller, int steps) {
        return job(id, KEY, caller, steps);
    }

    static GenerationJob job(long id, BatchKey key, String caller, int steps) {
        var workload = new Workload(key, new Load(1, 64 * 64, steps), _ -> key);
        var submission = of(key.model(), submission(caller, Priority.NORMAL, steps));
        return new GenerationJob(id, submission, workload, 0, 0);
    }
}
