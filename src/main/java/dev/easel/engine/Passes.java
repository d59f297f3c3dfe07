package dev.easel.engine;

import dev.easel.pipeline.Denoising;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes jobs through their model and measures it. All jobs of a turn belong to one model. A turn that fails is repeated for
 * each of its jobs alone, so that a job fails only by its own fault.
 *
 * @param models the open models
 * @param forecast learns how long passes take
 * @param metrics counts the work
 * @param clock nanoseconds
 */
record Passes(OpenModels models, Forecast forecast, EngineMetrics metrics, LongSupplier clock) {
    private static final Logger LOG = Logger.getLogger(Passes.class);

    void encode(List<GenerationJob> jobs) {
        together(jobs, this::encodeOnce);
    }

    void denoise(List<GenerationJob> jobs) {
        together(jobs, this::denoiseOnce);
    }

    void decode(GenerationJob job) {
        together(List.of(job), _ -> decodeOnce(job));
    }

    private static void together(List<GenerationJob> jobs, Consumer<List<GenerationJob>> work) {
        try {
            work.accept(jobs);
        } catch (RuntimeException | Error e) {
            if (jobs.size() == 1) {
                jobs.getFirst().end(new Outcome.Failed(e));
            } else {
                jobs.forEach(job -> together(List.of(job), work));
            }
        }
    }

    private void encodeOnce(List<GenerationJob> jobs) {
        var key = jobs.getFirst().key();
        var pipeline = models.named(key.model());
        long start = clock.getAsLong();
        var conditionings =
                pipeline.encode(jobs.stream().map(GenerationJob::parameters).toList());
        for (int i = 0; i < jobs.size(); i++) {
            var job = jobs.get(i);
            if (job.state() instanceof JobState.Queued queued) {
                var row = pipeline.start(job.parameters(), conditionings.get(i));
                job.move(queued, queued.encoded(row, pipeline.key(row)));
            }
        }
        var turn = new Turn.Encode(jobs.size(), start, clock.getAsLong());
        long nanoseconds = turn.end() - start;
        jobs.forEach(job -> job.timer().add(turn));
        forecast.times().encoded(key, jobs.size(), nanoseconds);
        metrics.of(key.model()).encoded(nanoseconds);
    }

    /** A job and its state before the pass. */
    private record Member(GenerationJob job, JobState.Running before) {}

    private void denoiseOnce(List<GenerationJob> jobs) {
        var members = jobs.stream().mapMulti(Passes::ifRunning).toList();
        if (members.isEmpty()) {
            return;
        }
        var key = members.getFirst().job().key();
        var rowsBefore = members.stream().map(member -> member.before().row()).toList();
        var pipeline = models.named(key.model());
        // opening a network with other LoRAs is not part of the time of a pass
        pipeline.prepare(rowsBefore);
        long start = clock.getAsLong();
        var rows = pipeline.step(rowsBefore);
        long end = clock.getAsLong();

        int rowsInPass = members.stream()
                .mapToInt(member -> member.job().workload().rows())
                .sum();
        forecast.times().passed(key, rowsInPass, end - start);
        metrics.of(key.model()).denoised(members.size(), rowsInPass, end - start);
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var after = rows.get(i);
            member.job().timer().add(new Turn.Denoise(after.step(), rowsInPass, start, end));
            if (member.job().move(member.before(), member.before().advanced(after, pipeline.key(after)))) {
                announce(member, after, rowsInPass);
            }
        }
    }

    private static void ifRunning(GenerationJob job, Consumer<Member> members) {
        if (job.state() instanceof JobState.Running running) {
            members.accept(new Member(job, running));
        }
    }

    private void announce(Member member, Denoising after, int rowsInPass) {
        var job = member.job();
        var progress = job.progress();
        job.events().publish(new JobEvent.Advanced(progress, forecast.remaining(job, rowsInPass)));
        job.submission().previewEvery().ifPresent(every -> {
            if (progress.done() % every == 0 && !progress.isComplete()) {
                preview(job, progress, member.before().row(), after);
            }
        });
    }

    private void preview(GenerationJob job, Progress progress, Denoising before, Denoising after) {
        try {
            var pixels = models.named(job.key().model()).preview(before, after);
            job.events().publish(new JobEvent.Preview(progress, pixels));
        } catch (RuntimeException e) {
            // the image does not depend on it
            LOG.warn("a preview failed", e);
        }
    }

    private void decodeOnce(GenerationJob job) {
        if (!(job.state() instanceof JobState.Denoised(var row))) {
            return;
        }
        var key = job.key();
        long start = clock.getAsLong();
        var pixels = models.named(key.model()).decode(row);
        long end = clock.getAsLong();
        forecast.times().decoded(key, end - start);
        metrics.of(key.model()).decoded(end - start);
        job.timer().add(new Turn.Decode(start, end));
        job.end(new Outcome.Drawn(pixels, job.timer().timings()));
    }
}
