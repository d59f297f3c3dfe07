package dev.easel.simulator;

import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code ./easel simulate}: the cost of settings of Knative's autoscaler, and the wait of callers. */
public final class SimulateCommand {
    private static final int WRONG_USAGE = 2;
    private static final int SHOWN = 8;

    /** The values that {@code --search} tries for a knob that is not given; targets depend on the model. */
    private static final Map<Knob, List<Double>> SEARCHED = Map.of(
            Knob.MIN_SCALE, List.of(0.0, 1.0),
            Knob.UTILIZATION, List.of(100.0),
            Knob.BURST_CAPACITY, List.of(-1.0),
            Knob.SCALE_DOWN_DELAY, List.of(0.0, 120.0, 600.0),
            Knob.RETENTION, List.of(0.0, 900.0, 3600.0));

    /** Targets to try, as fractions of the concurrency above which a pod cannot keep up. */
    private static final List<Double> SEARCHED_TARGETS = List.of(0.7, 1.0, 1.25);

    private final PrintStream out;
    private final PrintStream err;

    SimulateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command with the streams of this process. */
    public static void main(String... arguments) {
        System.exit(new SimulateCommand(System.out, System.err).run(arguments));
    }

    /** Runs the command; 0 on success, 2 if the arguments are wrong. */
    int run(String... arguments) {
        var command = new CommandLine(SimulateOptions.spec());
        try {
            var parsed = command.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                command.usage(out);
            } else {
                simulate(parsed);
            }
            return 0;
        } catch (ParameterException | IllegalArgumentException e) {
            err.println("easel simulate: " + e.getMessage());
            return WRONG_USAGE;
        }
    }

    private void simulate(ParseResult parsed) {
        var options = new SimulateOptions(parsed);
        var load = options.load();
        out.printf("%,d requests in %.0f days; %s%n%n", load.requests(), load.seconds() / 86_400, options.text());
        var study = new Study(options.service(), load, options.target());
        var alwaysOn = study.alwaysOn();
        var trials = settings(options).stream().map(study::attempt).toList();
        print(alwaysOn, options.searches() ? best(study, trials) : trials);
        conclude(options, Stream.concat(Stream.of(alwaysOn), trials.stream()).toList());
    }

    private static List<Autoscaling> settings(SimulateOptions options) {
        var settings = List.of(Autoscaling.DEFAULT);
        for (var knob : Knob.values()) {
            var values = options.values(knob);
            if (values.isEmpty() && options.searches()) {
                values = knob == Knob.TARGET
                        ? targets(options.service().model())
                        : SEARCHED.getOrDefault(knob, List.of());
            }
            if (!values.isEmpty()) {
                settings = Study.vary(settings, knob, values);
            }
        }
        return settings;
    }

    private static List<Double> targets(Model model) {
        return SEARCHED_TARGETS.stream()
                .map(part -> Math.round(10 * part * model.saturation()) / 10.0)
                .toList();
    }

    /** Knative's defaults, and the cheapest settings that meet the target. */
    private static List<Study.Trial> best(Study study, List<Study.Trial> trials) {
        var best =
                Study.byCost(trials.stream().filter(Study.Trial::meetsTarget)).limit(SHOWN);
        return Stream.concat(Stream.of(study.attempt(Autoscaling.DEFAULT)), best)
                .toList();
    }

    private void print(Study.Trial alwaysOn, List<Study.Trial> trials) {
        var all = new ArrayList<>(List.of(alwaysOn));
        all.addAll(trials);
        var costs = new Ledger();
        var waits = new Ledger();
        for (var trial : all) {
            var row = Case.of("setting", trial.name());
            cost(costs, row, trial.result(), alwaysOn.result().gpuHoursPerDay());
            times(waits, row.and("kept", trial.meetsTarget() ? "yes" : "no"), trial.result());
        }
        out.println(Table.of(costs));
        out.println("  seconds to the first step and to the image; kept: whether the setting meets the target below");
        out.println(Table.of(waits));
    }

    private static void cost(Ledger ledger, Case row, Simulation.Result result, double alwaysOn) {
        var ends = result.callers().ends();
        double percent = 100.0 / Math.max(1, ends.all());
        ledger.add(row, "GPU h/day", result.gpuHoursPerDay());
        ledger.add(row, "% of always on", 100 * result.gpuHoursPerDay() / alwaysOn);
        ledger.add(row, "node h/day", result.nodeHoursPerDay());
        ledger.add(row, "starts/day", result.startsPerDay());
        ledger.add(row, "most pods", result.use().most());
        ledger.add(row, "429 %", percent * ends.refused());
        ledger.add(row, "503 %", percent * ends.stopped());
        ledger.add(row, "504 %", percent * ends.expired());
    }

    private static void times(Ledger ledger, Case row, Simulation.Result result) {
        times(ledger, row, "step", result.callers().waiting());
        times(ledger, row, "image", result.callers().image());
    }

    private static void times(Ledger ledger, Case row, String until, Percentiles times) {
        ledger.add(row, until + " mean", times.mean());
        ledger.add(row, "p50 " + until, times.p50());
        ledger.add(row, "p95 " + until, times.p95());
        ledger.add(row, "p99 " + until, times.p99());
    }

    private void conclude(SimulateOptions options, List<Study.Trial> trials) {
        var cheapest = Study.cheapest(trials);
        out.println("target: " + options.targetText());
        int tried = trials.size() - 1;
        out.println(cheapest.map(trial -> "cheapest of %d settings and always on: %s, %.2f GPU h/day"
                        .formatted(tried, trial.name(), trial.result().gpuHoursPerDay()))
                .orElse("none of %d settings meets the target, nor does always on".formatted(tried)));
        cheapest.ifPresent(
                trial -> trial.settings().annotations().forEach(annotation -> out.println("  " + annotation)));
    }
}
