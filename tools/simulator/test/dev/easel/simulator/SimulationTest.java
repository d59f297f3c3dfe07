package dev.easel.simulator;

import dev.easel.engine.UniformPlanner;
import dev.easel.simulator.Simulation.Load;
import dev.easel.simulator.Simulation.Result;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SimulationTest {
    private static final double START = 45;
    /** One image after the other, half a second each. */
    private static final Model ONE_BY_ONE =
            new Model(1, new Model.Times(new Line(0, 0), new Line(0.5, 0), 0), new Model.Limits(1, 1, 1_000_000));

    private static final Autoscaling ONE_POD = Autoscaling.DEFAULT.fixed(1);
    private static final Autoscaling TO_ZERO = Autoscaling.DEFAULT.with(Knob.TARGET, 8);

    @Test
    void requestsSlowerThanTheServiceDoNotWait() {
        var result = Simulation.run(service(ONE_BY_ONE), ONE_POD, every(0.6, 100));
        assertThat(result.callers().waiting().p99()).isZero();
        assertThat(result.callers().image().p50()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void requestsFasterThanTheServiceWaitLongerAndLonger() {
        var result = Simulation.run(service(ONE_BY_ONE), ONE_POD, every(0.4, 101));
        // the n-th request waits n times the difference of 0.1 s
        assertThat(result.callers().waiting().mean()).isCloseTo(50 * 0.1, within(1e-6));
        assertThat(result.callers().waiting().p50()).isCloseTo(50 * 0.1, within(1e-6));
    }

    @Test
    void independentRequestsWaitAsLongAsThePollaczekKhinchineFormulaSays() {
        // M/D/1 with a load of 0.7: 0.7 / (2 (1 - 0.7)) times the service
        var load = Trace.STEADY.load(1.4 * 86_400, 7, 1);
        var result = Simulation.run(service(ONE_BY_ONE), ONE_POD, load);
        assertThat(result.callers().waiting().mean()).isCloseTo(0.7 / 0.6 * 0.5, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {211, -1})
    void thePodEndsAWindowAfterItsLastRequestIfRequestsGoThroughTheActivator(double burst) {
        var idle = Simulation.run(flux(), TO_ZERO.with(Knob.BURST_CAPACITY, burst), nothing());
        assertThat(idle.use().lives()).containsExactly(61.0);
    }

    @Test
    void otherwiseThePodEndsAfterTheGracePeriodOfTheActivator() {
        var idle = Simulation.run(flux(), TO_ZERO.with(Knob.BURST_CAPACITY, 0), nothing());
        assertThat(idle.use().lives()).containsExactly(60.0 + 30);
    }

    @Test
    void retentionKeepsTheLastPod() {
        var idle = Simulation.run(flux(), TO_ZERO.with(Knob.RETENTION, 900), nothing());
        assertThat(idle.use().lives()).containsExactly(60.0 + 900);
    }

    @Test
    void minScaleKeepsThePodForever() {
        var idle = Simulation.run(flux(), TO_ZERO.with(Knob.MIN_SCALE, 1), nothing());
        assertThat(idle.use().podSeconds()).isEqualTo(3600);
        assertThat(idle.use().lives()).isEmpty();
    }

    @Test
    void aRequestAtZeroStartsAPodAtOnceAndWaitsForIt() {
        var result = Simulation.run(flux(), TO_ZERO, new Load(new double[] {1000.25}, 3600, 1));
        assertThat(result.use().starts()).isEqualTo(1);
        double encode = flux().model().times().encode().of(1);
        assertThat(result.callers().waiting().p50()).isCloseTo(START + encode, within(1e-9));
    }

    @Test
    void aNewNodeDelaysTheStart() {
        var nodes = new Nodes.Pool(0, 180, 60, 600);
        var flux = Profile.FLUX_SCHNELL.model();
        var service = new Service(flux, new Service.Pods(START, 20, nodes), Service.Clients.WITHOUT_RETRIES);
        var result = Simulation.run(service, TO_ZERO, new Load(new double[] {1000}, 3600, 1));
        assertThat(result.callers().waiting().p50()).isCloseTo(240 + START + 0.05, within(1e-9));
    }

    @Test
    void aRequestThatWaitsTooLongForAPodGetsA504() {
        var slow =
                new Service(ONE_BY_ONE, new Service.Pods(400, 20, Nodes.Pool.AT_ONCE), new Service.Clients(300, 0, 0));
        var result = Simulation.run(slow, TO_ZERO, new Load(new double[] {1000, 1200}, 3600, 1));
        assertThat(result.callers().ends()).isEqualTo(new Tally.Outcome.Ends(1, 0, 0, 1));
    }

    @Test
    void aBurstOnAColdServiceOverflowsTheFirstReadyPod() {
        var result = Simulation.run(flux(), TO_ZERO, together(100, 1000));
        int queue = flux().model().limits().queue();
        assertThat(result.callers().ends()).isEqualTo(new Tally.Outcome.Ends(queue, 100 - queue, 0, 0));
    }

    @Test
    void aClientThatRetriesSucceeds() {
        var patient = new Service(flux().model(), flux().pods(), new Service.Clients(300, 20, 10));
        var result = Simulation.run(patient, TO_ZERO, together(100, 1000));
        assertThat(result.callers().ends()).isEqualTo(new Tally.Outcome.Ends(100, 0, 0, 0));
    }

    @Test
    void aDrainingPodCompletesWhatItCanInTime() {
        var timeline = new Timeline();
        var events = new Events();
        var pod = new Pod(ONE_BY_ONE, new UniformPlanner(ONE_BY_ONE.limits()), 0, timeline, events);
        timeline.at(1, () -> IntStream.range(0, 50).forEach(i -> pod.accept(new Request(1, 1, 0))));
        timeline.at(2, () -> pod.end(20));
        timeline.run();
        // two each second from 1 to 22; the one whose decode ends at 22 is still in time
        assertThat(events.completed).isBetween(41, 42);
        assertThat(events.completed + events.stopped).isEqualTo(50);
        assertThat(events.ended).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Trace.class)
    void everyRequestEndsOnceAndEveryGpuSecondBelongsToAPod(Trace trace) {
        var result = Simulation.run(flux(), TO_ZERO.with(Knob.SCALE_DOWN_DELAY, 60), day(trace));
        assertThat(result.callers().ends().all()).isEqualTo(day(trace).arrivals().length);
        assertThat(result.callers().ends().completed()).isPositive();
        double lives =
                result.use().lives().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(result.use().podSeconds()).isGreaterThanOrEqualTo(lives - 1e-6);
        assertThat(result.use().podSeconds() - lives)
                .as("seconds of pods that have not ended")
                .isLessThanOrEqualTo(result.use().most() * result.seconds());
        assertThat(result.use().nodeSeconds()).isCloseTo(result.use().podSeconds(), within(1e-3));
    }

    @Test
    void afterTheLoadEveryGpuSecondBelongsToAnEndedPod() {
        // the load ends long before the day
        var load = new Load(every(0.5, 2000).arrivals(), 86_400, 1);
        var result = Simulation.run(flux(), TO_ZERO, load);
        assertThat(result.use().most()).isGreaterThan(1);
        assertThat(result.use().podSeconds())
                .isCloseTo(
                        result.use().lives().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                        within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Trace.class)
    void theSameSeedGivesTheSameResult(Trace trace) {
        assertThat(Simulation.run(flux(), TO_ZERO, day(trace))).isEqualTo(Simulation.run(flux(), TO_ZERO, day(trace)));
    }

    @Test
    void longerRetentionMeansFewerStartsMoreGpuHoursAndShorterWaits() {
        var results = Stream.of(0, 300, 900, 3600)
                .map(retention -> Simulation.run(flux(), TO_ZERO.with(Knob.RETENTION, retention), day(Trace.TEAM)))
                .toList();
        assertThat(results).extracting(result -> -result.use().starts()).isSorted();
        assertThat(results).extracting(Result::gpuHoursPerDay).isSorted();
        assertThat(results)
                .extracting(result -> -result.callers().waiting().mean())
                .isSorted();
        assertThat(results.getFirst().use().starts())
                .isGreaterThan(results.getLast().use().starts());
    }

    @Test
    void aTargetAboveSaturationMakesTheNumberOfPodsOscillate() {
        var load = Trace.STEADY.load(500_000, 1, 1);
        double saturation = flux().model().saturation();
        var to = Autoscaling.DEFAULT.with(Knob.UTILIZATION, 100).with(Knob.BURST_CAPACITY, -1);
        var calm = Simulation.run(flux(), to.with(Knob.TARGET, 0.9 * saturation), load);
        var swinging = Simulation.run(flux(), to.with(Knob.TARGET, 3 * saturation), load);
        assertThat(calm.callers().waiting().p95()).isLessThan(1);
        assertThat(swinging.callers().waiting().p95()).isGreaterThan(10);
        assertThat(swinging.use().starts()).isGreaterThan(2 * calm.use().starts());
        assertThat(swinging.gpuHoursPerDay()).isGreaterThan(calm.gpuHoursPerDay());
    }

    @Test
    void morePodsMeanShorterWaits() {
        var load = Trace.STEADY.load(250_000, 1, 1);
        var means = IntStream.of(4, 5, 6, 8)
                .mapToObj(pods -> Simulation.run(flux(), Autoscaling.DEFAULT.fixed(pods), load))
                .map(result -> -result.callers().waiting().mean())
                .toList();
        assertThat(means).isSorted();
    }

    private static Service flux() {
        return service(Profile.FLUX_SCHNELL.model());
    }

    private static Service service(Model model) {
        return new Service(model, new Service.Pods(START, 20, Nodes.Pool.AT_ONCE), Service.Clients.WITHOUT_RETRIES);
    }

    private static Load day(Trace trace) {
        return trace.load(Math.min(20_000, trace.defaultPerDay()), 1, 7);
    }

    private static Load nothing() {
        return new Load(new double[0], 3600, 1);
    }

    private static Load together(int requests, double time) {
        return new Load(
                IntStream.range(0, requests).mapToDouble(i -> time + i * 0.01).toArray(), 3600, 1);
    }

    private static Load every(double interval, int requests) {
        return new Load(
                IntStream.range(0, requests).mapToDouble(i -> 1 + i * interval).toArray(), 600, 1);
    }

    /** Counts the events of a pod. */
    private static final class Events implements Pod.Owner {
        private int completed;
        private int stopped;
        private int ended;

        @Override
        public void ready(Pod pod) {}

        @Override
        public void completed(Request request) {
            completed++;
        }

        @Override
        public void stopped(Request request) {
            stopped++;
        }

        @Override
        public void ended(Pod pod) {
            ended++;
        }
    }
}
