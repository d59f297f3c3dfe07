package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Submissions and jobs for tests. */
final class TestJobs {
    static final String MODEL = "tiny-random-flux-schnell";
    static final BatchKey KEY = new BatchKey(MODEL, 64, 64);
    static final int PIXELS = 64 * 64;

    private TestJobs() {}

    static ImageParameters image(int steps) {
        return new ImageParameters("a cat", Optional.empty(), 64, 64, steps, 0, 1, 0);
    }

    static Submission submission(String caller, Priority priority, int steps) {
        return submission(image(steps), caller, priority, Optional.empty());
    }

    static Submission submission(
            ImageParameters parameters, String caller, Priority priority, Optional<Duration> deadline) {
        return new Submission(MODEL, List.of(parameters), priority, deadline, caller, OptionalInt.empty());
    }

    /** The same for another model. */
    static Submission of(String model, Submission submission) {
        return new Submission(
                model,
                submission.images(),
                submission.priority(),
                submission.deadline(),
                submission.caller(),
                submission.previewEvery());
    }

    /** The same image several times. */
    static Submission times(int number, Submission submission) {
        return new Submission(
                submission.model(),
                Collections.nCopies(number, submission.images().getFirst()),
                submission.priority(),
                submission.deadline(),
                submission.caller(),
                submission.previewEvery());
    }

    static Workload workload(BatchKey key, int rows, long pixels, int passes) {
        return new Workload(image(passes), key, rows, pixels, passes);
    }

    static GenerationJob job(long id, String caller, int passes) {
        return job(id, KEY, caller, passes);
    }

    static GenerationJob job(long id, BatchKey key, String caller, int passes) {
        return job(id, of(key.model(), submission(caller, Priority.NORMAL, passes)), workload(key, 1, PIXELS, passes));
    }

    static GenerationJob job(long id, Submission submission, Workload workload) {
        return new GenerationJob(id, submission, workload, 0, 0);
    }

    /** Work by its kind and the ids of its jobs, such as {@code denoise [1, 2]}. */
    static String words(Work work) {
        return switch (work) {
            case Work.Idle _ -> "idle";
            case Work.Encode(var jobs) -> "encode " + ids(jobs);
            case Work.Denoise(var jobs) -> "denoise " + ids(jobs);
            case Work.Decode(var job) -> "decode " + job.id();
        };
    }

    private static List<Long> ids(List<GenerationJob> jobs) {
        return jobs.stream().map(GenerationJob::id).toList();
    }
}
