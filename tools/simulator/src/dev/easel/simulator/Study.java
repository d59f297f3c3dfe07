package dev.easel.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings under one load, compared with pods that are always on. */
final class Study {
    private static final int MOST_PODS = 4096;

    private final Service service;
    private final Simulation.Load load;
    private final Target target;

    /**
     * What callers shall see.
     *
     * @param p95 seconds from arrival to the first step that 95 % of the pictures may take at most
     * @param p99 and 99 %
     * @param failed share of the requests, 0 to 1, that may get no picture
     */
    record Target(double p95, double p99, double failed) {

        boolean isKept(Simulation.Result result) {
            var waiting = result.callers().waiting();
            return waiting.p95() <= p95
                    && waiting.p99() <= p99
                    && result.callers().ends().failedShare() <= failed;
        }
    }

    /** What came of a setting. */
    record Trial(String name, Autoscaling settings, Simulation.Result result, boolean keepsTarget) {}

    Study(Service service, Simulation.Load load, Target target) {
        this.service = service;
        this.load = load;
        this.target = target;
    }

    Trial attempt(Autoscaling settings) {
        return attempt(settings.text(), settings);
    }

    private Trial attempt(String name, Autoscaling settings) {
        var result = Simulation.run(service, settings, load);
        return new Trial(name, settings, result, target.isKept(result));
    }

    /** The fewest pods that keep the target if there are always as many. */
    Trial alwaysOn() {
        int enough = 1;
        var trial = alwaysOn(enough);
        while (!trial.keepsTarget && enough < MOST_PODS) {
            enough *= 2;
            trial = alwaysOn(enough);
        }
        for (int tooFew = enough / 2; trial.keepsTarget && enough - tooFew > 1; ) {
            int middle = (enough + tooFew) / 2;
            var between = alwaysOn(middle);
            if (between.keepsTarget) {
                enough = middle;
                trial = between;
            } else {
                tooFew = middle;
            }
        }
        return trial;
    }

    private Trial alwaysOn(int pods) {
        return attempt(
                "always on, pods: " + pods,
                Autoscaling.DEFAULT.with(Knob.BURST_CAPACITY, -1).fixed(pods));
    }

    /** The one that keeps the target in the fewest GPU hours. */
    static Optional<Trial> cheapest(List<Trial> trials) {
        return byCost(trials.stream().filter(Trial::keepsTarget)).findFirst();
    }

    static Stream<Trial> byCost(Stream<Trial> trials) {
        return trials.sorted(
                Comparator.comparingDouble((Trial trial) -> trial.result().gpuHoursPerDay()));
    }

    /** Every setting once for every value of a knob; retention is for those who may scale to zero. */
    static List<Autoscaling> vary(List<Autoscaling> settings, Knob knob, List<Double> values) {
        var varied = new ArrayList<Autoscaling>();
        for (var setting : settings) {
            if (knob == Knob.RETENTION && setting.value(Knob.MIN_SCALE) > 0) {
                varied.add(setting);
            } else {
                values.forEach(value -> varied.add(setting.with(knob, value)));
            }
        }
        return varied;
    }
}
