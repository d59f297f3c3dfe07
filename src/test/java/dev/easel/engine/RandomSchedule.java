package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Arrivals, priorities, deadlines and cancellations from a seed, with the checks of each turn. */
final class RandomSchedule {
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final int MOST_JOBS = 12;
    private static final int MOST_TURNS = 500;

    private final long seed;
    private final Random random;
    private final List<Subject> subjects;
    private final Map<String, Integer> rows = new HashMap<>();
    private final boolean stepwise;
    private final LoopFixture engine;
    private final List<GenerationJob> accepted = new ArrayList<>();
    private final Set<GenerationJob> cancelled = new HashSet<>();
    private final Map<GenerationJob, JobState> seen = new HashMap<>();

    /** A model, its images, and the same images generated alone. */
    record Subject(DiffusionPipeline pipeline, Alone alone, List<ImageParameters> images) {
        String model() {
            return pipeline.description().name();
        }
    }

    RandomSchedule(long seed, List<Subject> subjects) {
        this.seed = seed;
        this.random = new Random(seed);
        this.subjects = subjects;
        var batching = List.of("step", "step", "step", "request", "off").get(random.nextInt(5));
        this.stepwise = batching.equals("step");
        this.engine = new LoopFixture(
                subjects.stream().map(this::limited).toList(),
                Map.of("batching", batching, "ageing", random.nextInt(60) + "ms"));
    }

    private LoopFixture.Model limited(Subject subject) {
        int most = 1 + random.nextInt(6);
        rows.put(subject.model(), most);
        return new LoopFixture.Model(
                subject.pipeline(),
                Map.of("batch.rows", Integer.toString(most), "queue.jobs", Integer.toString(2 + random.nextInt(16))));
    }

    void run() {
        int arrivals = 1 + random.nextInt(MOST_JOBS);
        int turns = 0;
        boolean worked = true;
        while (arrivals > 0 || worked) {
            assertThat(turns++).as("turns of schedule %d", seed).isLessThan(MOST_TURNS);
            while (arrivals > 0 && random.nextInt(3) == 0) {
                arrivals--;
                arrive();
            }
            if (random.nextInt(8) == 0) {
                cancelSomeone();
            }
            worked = engine.loop.turn();
            accepted.forEach(this::checkTransition);
            checkPass();
        }
        accepted.forEach(this::checkEnd);
        assertThat(engine.queue.accepted()).as("jobs left by schedule %d", seed).isEmpty();
        assertThat(engine.count("easel.decode"))
                .as("images decoded by schedule %d", seed)
                .isEqualTo(accepted.stream()
                        .filter(job -> LoopFixture.outcome(job) instanceof Outcome.Drawn)
                        .count());
    }

    private void arrive() {
        var deadline = random.nextInt(5) == 0
                ? Optional.of(Duration.ofMillis(1 + random.nextInt(100)))
                : Optional.<Duration>empty();
        var subject = subjects.get(random.nextInt(subjects.size()));
        var submission = new Submission(
                subject.model(),
                images(subject),
                PRIORITIES.get(random.nextInt(PRIORITIES.size())),
                deadline,
                "caller " + random.nextInt(3),
                random.nextBoolean() ? OptionalInt.of(1) : OptionalInt.empty());
        if (engine.submit(submission) instanceof Admission.Accepted(var jobs)) {
            accepted.addAll(jobs);
            jobs.forEach(job -> seen.put(job, job.state()));
        }
    }

    private List<ImageParameters> images(Subject subject) {
        var all = subject.images();
        return Stream.generate(() -> all.get(random.nextInt(all.size())))
                .limit(random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1)
                .toList();
    }

    private void cancelSomeone() {
        var live = accepted.stream().filter(job -> !job.hasEnded()).toList();
        if (!live.isEmpty()) {
            var job = live.get(random.nextInt(live.size()));
            job.cancel();
            cancelled.add(job);
        }
    }

    /** No pass is skipped, repeated or undone, and a job that has ended stays so. */
    private void checkTransition(GenerationJob job) {
        var before = seen.put(job, job.state());
        int steps = job.state().passesDone() - before.passesDone();
        assertThat(steps).as("passes of one turn, schedule %d", seed).isBetween(0, 1);
        boolean legal = switch (before) {
            case JobState.Queued _ -> !(job.state() instanceof JobState.Running);
            case JobState.Waiting _, JobState.Running _ -> !(job.state() instanceof JobState.Queued);
            case JobState.Denoised _ ->
                job.state() instanceof JobState.Denoised || job.state() instanceof JobState.Ended;
            case JobState.Ended _ -> job.state().equals(before);
        };
        assertThat(legal)
                .as("from %s to %s, schedule %d", before, job.state(), seed)
                .isTrue();
    }

    /** The running jobs share a key, and fit the limits of their model. */
    private void checkPass() {
        var running = accepted.stream()
                .filter(job -> job.state() instanceof JobState.Running)
                .toList();
        assertThat(running.stream().map(GenerationJob::key).distinct().count())
                .as("keys in one pass, schedule %d", seed)
                .isLessThanOrEqualTo(1);
        int most = running.stream()
                .findFirst()
                .map(job -> rows.get(job.submission().model()))
                .orElse(0);
        int used = running.stream().mapToInt(job -> job.workload().rows()).sum();
        assertThat(used <= most || running.size() == 1)
                .as("%d rows in one pass of %d, schedule %d", used, most, seed)
                .isTrue();
        if (!stepwise) {
            assertThat(accepted)
                    .noneMatch(job -> job.state() instanceof JobState.Waiting
                            && job.state().passesDone() > 0);
        }
    }

    private Alone alone(String model) {
        return subjects.stream()
                .filter(subject -> subject.model().equals(model))
                .findFirst()
                .orElseThrow()
                .alone();
    }

    private void checkEnd(GenerationJob job) {
        switch (LoopFixture.outcome(job)) {
            case Outcome.Drawn drawn ->
                assertThat(drawn.pixels().rgb())
                        .as("%s of schedule %d", job.parameters(), seed)
                        .isEqualTo(alone(job.submission().model())
                                .image(job.parameters())
                                .rgb());
            case Outcome.Cancelled _ -> assertThat(cancelled).contains(job);
            case Outcome.Expired _ ->
                assertThat(job.submission().deadline()).as("schedule %d", seed).isPresent();
            case Outcome.Stopped _ -> throw new AssertionError("stopped in schedule " + seed);
            case Outcome.Failed(var cause) -> throw new AssertionError("failed in schedule " + seed, cause);
        }
    }
}
