package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A job as a plan sees it: of the job itself, a plan reads only what never changes.
 *
 * @param job the job
 * @param phase what the job needs next
 * @param key what the job shares its next pass by
 */
record Candidate(GenerationJob job, Phase phase, BatchKey key) {

    /** What a job needs next: encoding, a pass, or decoding. */
    enum Phase {
        QUEUED,
        DENOISING,
        DENOISED
    }

    /** The jobs that have not ended, each as it is now. */
    static List<Candidate> of(Collection<GenerationJob> jobs) {
        return jobs.stream().flatMap(job -> of(job).stream()).toList();
    }

    private static Optional<Candidate> of(GenerationJob job) {
        return switch (job.state()) {
            case JobState.Queued _ -> Optional.of(new Candidate(job, Phase.QUEUED, job.key()));
            case JobState.Waiting(var _, var key) -> Optional.of(new Candidate(job, Phase.DENOISING, key));
            case JobState.Running(var _, var key) -> Optional.of(new Candidate(job, Phase.DENOISING, key));
            case JobState.Denoised _ -> Optional.of(new Candidate(job, Phase.DENOISED, job.key()));
            case JobState.Ended _ -> Optional.empty();
        };
    }

    static List<GenerationJob> jobs(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::job).toList();
    }

    long id() {
        return job.id();
    }

    Priority priority() {
        return job.submission().priority();
    }

    long submitted() {
        return job.submitted();
    }

    int rows() {
        return job.workload().rows();
    }

    long pixels() {
        return job.workload().pixels();
    }
}
