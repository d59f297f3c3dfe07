package dev.easel.engine;

import dev.easel.pipeline.Denoising;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes jobs through their model, and measures it. All jobs of a pass are of one model. A failed pass is done again for each of its jobs alone, so that a job
 * fails by its own fault only.
 *
 * @param models the models
 * @param forecast learns how long passes take
 * @param metrics hears of everything
 * @param clock nanoseconds
 */
record Passes(OpenModels models, Forecast forecast, EngineMetrics metrics, LongSupplier clock) {
    private static final Logger LOG = Logger.getLogger(Passes.class);

    void encode(List<GenerationJob> jobs) {
        together(jobs, this::encodeOnce);
    }

    void step(List<GenerationJob> jobs) {
        together(jobs, this::stepOnce);
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
                job.move(queued, queued.encoded(pipeline.start(job.parameters(), conditionings.get(i))));
            }
        }
        var pass = new Pass.Encode(jobs.size(), start, clock.getAsLong());
        long nanoseconds = pass.end() - start;
        jobs.forEach(job -> job.timer().encoded(pass));
        forecast.times().encoded(key, jobs.size(), nanoseconds);
        metrics.of(key.model()).encoded(nanoseconds);
    }

    /** A job and the state that a pass began with. */
    private record Member(GenerationJob job, JobState.Running before) {}

    private void stepOnce(List<GenerationJob> jobs) {
        var members = jobs.stream().mapMulti(Passes::ifRunning).toList();
        if (members.isEmpty()) {
            return;
        }
        var key = members.getFirst().job().key();
        var rowsBefore = members.stream().map(member -> member.before().row()).toList();
        var pipeline = models.named(key.model());
        // opening a network with other adapters is no part of what passes take
        pipeline.prepare(rowsBefore);
        long start = clock.getAsLong();
        var rows = pipeline.step(rowsBefore);
        long end = clock.getAsLong();

        int rowsInPass =
                members.stream().mapToInt(member -> member.job().load().rows()).sum();
        forecast.times().passed(key, rowsInPass, end - start);
        metrics.of(key.model()).stepped(members.size(), rowsInPass, end - start);
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var after = rows.get(i);
            member.job().timer().stepped(new Pass.Step(after.step(), rowsInPass, start, end));
            if (member.job().move(member.before(), member.before().advanced(after))) {
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
        int steps = job.load().steps();
        job.events().publish(new JobEvent.Progress(after.step(), steps, forecast.remaining(job, rowsInPass)));
        job.submission().previewEvery().ifPresent(every -> {
            if (after.step() % every == 0 && !after.isComplete()) {
                preview(job, member.before().row(), after);
            }
        });
    }

    private void preview(GenerationJob job, Denoising before, Denoising after) {
        try {
            var pixels = models.named(job.key().model()).preview(before, after);
            job.events().publish(new JobEvent.Preview(after.step(), pixels));
        } catch (RuntimeException e) {
            // the image does not depend on it
            LOG.warn("there is no preview", e);
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
        job.end(new Outcome.Drawn(pixels, job.timer().decoded(new Pass.Decode(start, end))));
    }
}
