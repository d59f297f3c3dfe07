package dev.easel.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares settings under one load with pods that are always on. */
final class Study {
    private static final int MOST_PODS = 4096;

    private final Service service;
    private final Simulation.Load load;
    private final Target target;

    /**
     * The service-level target.
     *
     * @param p95 most seconds from arrival to the first step for 95 % of the images
     * @param p99 the same for 99 %
     * @param failed the share of the requests, 0 to 1, that may fail
     */
    record Target(double p95, double p99, double failed) {

        boolean isMet(Simulation.Result result) {
            var waiting = result.callers().waiting();
            return waiting.p95() <= p95
                    && waiting.p99() <= p99
                    && result.callers().ends().failedShare() <= failed;
        }
    }

    /** The result of a setting. */
    record Trial(String name, Autoscaling settings, Simulation.Result result, boolean meetsTarget) {}

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
        return new Trial(name, settings, result, target.isMet(result));
    }

    /** The smallest constant number of pods that meets the target. */
    Trial alwaysOn() {
        int enough = 1;
        var trial = alwaysOn(enough);
        while (!trial.meetsTarget && enough < MOST_PODS) {
            enough *= 2;
            trial = alwaysOn(enough);
        }
        for (int tooFew = enough / 2; trial.meetsTarget && enough - tooFew > 1; ) {
            int middle = (enough + tooFew) / 2;
            var between = alwaysOn(middle);
            if (between.meetsTarget) {
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

    /** The trial that meets the target with the fewest GPU hours. */
    static Optional<Trial> cheapest(List<Trial> trials) {
        return byCost(trials.stream().filter(Trial::meetsTarget)).findFirst();
    }

    static Stream<Trial> byCost(Stream<Trial> trials) {
        return trials.sorted(
                Comparator.comparingDouble((Trial trial) -> trial.result().gpuHoursPerDay()));
    }

    /** Combines every setting with every value of a knob; retention only matters for settings that scale to zero. */
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
