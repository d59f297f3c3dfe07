package dev.easel.simulator;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code ./easel simulate}. */
final class SimulateOptions {
    private static final int MOST_DAYS = 28;
    private static final int MOST_REQUESTS = 1_000_000;

    private final ParseResult parsed;

    SimulateOptions(ParseResult parsed) {
        this.parsed = parsed;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create().name("easel simulate");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("TRACE")
                .index("0")
                .required(true)
                .type(String.class)
                .description("the load: " + String.join(", ", traces()))
                .build());
        option(spec, "requests", "N", "requests of a workday, at most 1000000; default: depends on the trace");
        option(spec, "days", "N", "days from a Monday, at most 28; default: depends on the trace");
        option(spec, "seed", "N", "determines the requests; default: 1");
        option(spec, "profile", "NAME", "times of a model: " + String.join(", ", profiles()) + "; default: the first");
        option(spec, "steps", "N", "denoise steps of an image; default: the profile's");
        option(spec, "step", "TIME", "a denoise pass of one row; default: the profile's");
        option(spec, "row", "TIME", "each further row of a denoise pass; default: the profile's");
        option(spec, "queue", "N", "easel.engine.queue.jobs; default: 64");
        option(spec, "start", "TIME", "from the start of the process until it is ready; default: the profile's");
        option(spec, "nodes", "N", "permanent GPU nodes; default: as many as needed");
        option(spec, "node-boot", "TIME", "until a further node is up; default: 3m");
        option(spec, "image-pull", "TIME", "pulling the image on a further node; default: 1m");
        option(spec, "node-keep", "TIME", "a further node stays without a pod; default: 10m");
        option(spec, "drain", "TIME", "easel.engine.drain_timeout; default: 20s");
        option(spec, "timeout", "TIME", "timeoutSeconds of the revision; default: 300s");
        option(spec, "retries", "N", "retries of a client after a 429; default: 0");
        option(spec, "retry-after", "TIME", "between retries; default: 5s");
        option(spec, "wait-p95", "TIME", "target: 95 %% of the images begin within this time; default: 2s");
        option(spec, "wait-p99", "TIME", "target: 99 %% of the images begin within this time; default: none");
        option(spec, "failed", "PERCENT", "target: at most this share of the requests fails; default: 0.1");
        for (var knob : Knob.values()) {
            option(spec, knob.label(), "VALUE,...", "values to try; default: " + knob.text(knob.defaultValue()));
        }
        spec.addOption(OptionSpec.builder("--search")
                .description("try common values of the other settings, and show the cheapest")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text")
                .build());
        spec.usageMessage()
                .description("Simulates Knative's autoscaler and Easel's pods, and prints the cost of each setting."
                        + " Values of several settings are combined.");
        return spec;
    }

    private static void option(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder("--" + name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build());
    }

    private static List<String> traces() {
        return Arrays.stream(Trace.values()).map(Trace::label).toList();
    }

    private static List<String> profiles() {
        return Profile.ALL.stream().map(Profile::label).toList();
    }

    boolean searches() {
        return parsed.hasMatchedOption("--search");
    }

    /** The values to try for a knob; empty if it is not given. */
    List<Double> values(Knob knob) {
        var words = word(knob.label(), "");
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(",", -1)).map(knob::parse).toList();
    }

    Simulation.Load load() {
        var trace = trace();
        return trace.load(
                (int) number("requests", trace.defaultPerDay(), 1, MOST_REQUESTS),
                (int) number("days", trace.defaultDays(), 1, MOST_DAYS),
                number("seed", 1, 0, Long.MAX_VALUE));
    }

    private Trace trace() {
        var label = parsed.matchedPositionalValue(0, "");
        return Arrays.stream(Trace.values())
                .filter(trace -> trace.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no trace '" + label + "'; expected one of " + String.join(", ", traces())));
    }

    private Profile profile() {
        var label = word("profile", Profile.SCENES.label());
        return Profile.ALL.stream()
                .filter(profile -> profile.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no profile '" + label + "'; expected one of " + String.join(", ", profiles())));
    }

    Service service() {
        var profile = profile();
        var model = profile.model();
        model = model.withSteps((int) number("steps", model.steps(), 1, 1000));
        model = model.withStep(step(model.times().step()));
        model = model.withQueue((int) number("queue", model.limits().queue(), 2, 1_000_000));
        var pods = new Service.Pods(seconds("start", profile.start() + "s"), seconds("drain", "20s"), nodes());
        return new Service(
                model,
                pods,
                new Service.Clients(
                        seconds("timeout", "300s"), (int) number("retries", 0, 0, 1000), seconds("retry-after", "5s")));
    }

    private Line step(Line profile) {
        double row = parsed.hasMatchedOption("--row") ? seconds("row", "") : profile.each();
        double alone = parsed.hasMatchedOption("--step") ? seconds("step", "") : profile.fixed() + row;
        if (alone < row || alone <= 0) {
            throw new IllegalArgumentException(
                    "--step is shorter than --row; expected the time of a whole pass of one row");
        }
        return new Line(alone - row, row);
    }

    private Nodes.Pool nodes() {
        if (!parsed.hasMatchedOption("--nodes")) {
            return Nodes.Pool.AT_ONCE;
        }
        return new Nodes.Pool(
                (int) number("nodes", 0, 0, 10_000),
                seconds("node-boot", "3m"),
                seconds("image-pull", "1m"),
                seconds("node-keep", "10m"));
    }

    Study.Target target() {
        return new Study.Target(seconds("wait-p95", "2s"), p99(), failed() / 100);
    }

    private double p99() {
        return parsed.hasMatchedOption("--wait-p99") ? seconds("wait-p99", "") : Double.POSITIVE_INFINITY;
    }

    private double failed() {
        return Double.parseDouble(word("failed", "0.1"));
    }

    String targetText() {
        return "95 %% of the images begin within %s%s, and at most %s %% of the requests fail"
                .formatted(
                        word("wait-p95", "2s"),
                        parsed.hasMatchedOption("--wait-p99") ? ", 99 % within " + word("wait-p99", "") : "",
                        word("failed", "0.1"));
    }

    /** Describes the simulated service. */
    String text() {
        var service = service();
        var model = service.model();
        var step = model.times().step();
        return "%s: %d steps of %.4f s + %.4f s per row, a start takes %.1f s%n"
                        .formatted(
                                profile().label(),
                                model.steps(),
                                step.fixed(),
                                step.each(),
                                service.pods().start())
                + "one image alone takes %.2f s, a pod completes at most %.2f/s: it is busy from a concurrency of %.1f"
                        .formatted(model.alone(), model.mostPerSecond(), model.saturation());
    }

    private String word(String option, String defaultValue) {
        return parsed.matchedOptionValue("--" + option, defaultValue);
    }

    private double seconds(String option, String defaultValue) {
        return Knob.seconds(word(option, defaultValue));
    }

    private long number(String option, long defaultValue, long least, long most) {
        var word = word(option, Long.toString(defaultValue));
        long number = word.matches("\\d{1,18}") ? Long.parseLong(word) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException("--%s is %s; expected %d to %d".formatted(option, word, least, most));
        }
        return number;
    }
}
