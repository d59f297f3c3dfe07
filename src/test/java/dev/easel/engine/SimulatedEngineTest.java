package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.pipeline.BatchKey;
import dev.easel.simulation.Line;
import dev.easel.simulation.Model;
import dev.easel.simulation.Request;
import dev.easel.simulation.SimulatedEngine;
import dev.easel.simulation.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The simulated engine begins and ends every image when the real planner would, for any load. */
class SimulatedEngineTest {
    private static final int JOBS = 60;
    private static final int PIXELS = 1024 * 1024;
    private static final int ROWS = 8;
    private static final long AGEING = Long.MAX_VALUE / 2;
    private static final BatchKey KEY = new BatchKey("model", 1024, 1024);
    private static final Model.Times TIMES = new Model.Times(new Line(0.03, 0.02), new Line(0.05, 0.2), 0.1);

    /** An image to be drawn. */
    private record Job(double arrival, int steps) {}

    /** When an image's first step began and when it was drawn. */
    private record Drawn(double waited, double end) {}

    @ParameterizedTest
    @CsvSource({"1, 0.3", "2, 0.8", "3, 1.5", "4, 4", "5, 20", "6, 1.5", "7, 1.5", "8, 4", "9, 4", "10, 20"})
    void drawsWhatThePlannerWouldDraw(long seed, double perSecond) {
        var random = new Random(seed);
        int rows = 1 + random.nextInt(ROWS);
        var jobs = new ArrayList<Job>();
        double time = 0;
        for (int i = 0; i < JOBS; i++) {
            time += random.nextExponential() / perSecond;
            jobs.add(new Job(time, 1 + random.nextInt(12)));
        }
        assertThat(simulated(jobs, rows)).isEqualTo(planned(jobs, rows));
    }

    private static List<Drawn> simulated(List<Job> jobs, int rows) {
        var timeline = new Timeline();
        var drawn = new Drawn[jobs.size()];
        var numbers = new HashMap<Request, Integer>();
        var engine = new SimulatedEngine(
                new Model(1, TIMES, new Model.Limits(rows, ROWS, jobs.size())),
                timeline,
                request -> drawn[numbers.get(request)] = new Drawn(request.waited(), timeline.now()));
        for (var job : jobs) {
            var request = new Request(job.arrival, job.steps, 0);
            numbers.put(request, numbers.size());
            timeline.at(job.arrival, () -> assertThat(engine.accept(request)).isTrue());
        }
        timeline.run();
        return Arrays.asList(drawn);
    }

    private static List<Drawn> planned(List<Job> jobs, int rows) {
        var limits = new BatchLimits(ROWS, (long) rows * PIXELS);
        return new Planned(jobs, new StepLevelPlanner(key -> limits, AGEING)).run();
    }

    /** The real planner, its work done in no time but that of the model. */
    private static final class Planned {
        private final List<Job> jobs;
        private final TurnPlanner planner;
        private final Map<Long, Phase> phases = new HashMap<>();
        private final int[] stepsLeft;
        private final double[] waited;
        private final Drawn[] drawn;
        private double now;
        private int arrived;

        Planned(List<Job> jobs, TurnPlanner planner) {
            this.jobs = jobs;
            this.planner = planner;
            stepsLeft = jobs.stream().mapToInt(Job::steps).toArray();
            waited = new double[jobs.size()];
            Arrays.fill(waited, Double.NaN);
            drawn = new Drawn[jobs.size()];
        }

        List<Drawn> run() {
            int turnsSinceAged = 0;
            while (arrived < jobs.size() || !phases.isEmpty()) {
                for (; arrived < jobs.size() && jobs.get(arrived).arrival <= now; arrived++) {
                    phases.put((long) arrived, Phase.QUEUED);
                }
                var plan = planner.plan(
                        new TurnPlanner.Situation(candidates(), (long) (now * 1e9), turnsSinceAged, (key, rows) -> 0));
                turnsSinceAged = plan.turnsSinceAged();
                perform(plan.work());
            }
            return Arrays.asList(drawn);
        }

        private List<Candidate> candidates() {
            return phases.entrySet().stream()
                    .map(job -> candidate(job.getKey(), job.getValue()))
                    .toList();
        }

        private Candidate candidate(long id, Phase phase) {
            var job = jobs.get((int) id);
            var submission = TestJobs.submission("caller " + id, Priority.NORMAL, job.steps);
            var workload = TestJobs.workload(KEY, 1, PIXELS, job.steps);
            return new Candidate(
                    new GenerationJob(id, submission, workload, id, (long) (job.arrival * 1e9)), phase, KEY);
        }

        private void perform(Work work) {
            switch (work) {
                case Work.Idle _ -> now = jobs.get(arrived).arrival;
                case Work.Encode(var members) -> {
                    now += TIMES.encode().fixed() + TIMES.encode().each() * members.size();
                    members.forEach(job -> phases.put(job.id(), Phase.DENOISING));
                }
                case Work.Denoise(var members) ->
                    step(members.stream().map(GenerationJob::id).toList());
                case Work.Decode(var job) -> {
                    now += TIMES.decode();
                    phases.remove(job.id());
                    drawn[(int) job.id()] = new Drawn(waited[(int) job.id()], now);
                }
            }
        }

        private void step(List<Long> ids) {
            for (long id : ids) {
                if (Double.isNaN(waited[(int) id])) {
                    waited[(int) id] = now - jobs.get((int) id).arrival;
                }
                if (--stepsLeft[(int) id] == 0) {
                    phases.put(id, Phase.DENOISED);
                }
            }
            now += TIMES.step().fixed() + TIMES.step().each() * ids.size();
        }
    }
}
