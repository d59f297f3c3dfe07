package dev.easel.hub;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code ./easel pull}: fetches a model into the Hub's cache, and prints its folder. */
public final class PullCommand {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int MOST_CONNECTIONS = 64;
    private static final long PART_SIZE = 64L << 20;

    private final Map<String, String> environment;
    private final Supplier<PullConfig> settings;
    private final PrintStream out;
    private final PrintStream err;
    private final PrintedProgress.Style style;

    PullCommand(
            Map<String, String> environment,
            Supplier<PullConfig> settings,
            PrintStream out,
            PrintStream err,
            PrintedProgress.Style style) {
        this.environment = environment;
        this.settings = settings;
        this.out = out;
        this.err = err;
        this.style = style;
    }

    /** Runs the command with the environment and the streams of this process. */
    public static void main(String[] arguments) {
        var style = isTerminal() ? PrintedProgress.Style.BAR : PrintedProgress.Style.LINES;
        var command = new PullCommand(System.getenv(), PullConfig::ofProcess, System.out, System.err, style);
        System.exit(command.run(arguments));
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where there is no terminal
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** Runs the command; 0 if the model is there, 1 if it could not be fetched, 2 if the command is wrong. */
    int run(String... arguments) {
        var command = new CommandLine(spec());
        try {
            var parsed = command.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                command.usage(out);
                return 0;
            }
            out.println(pull(parsed));
            return 0;
        } catch (ParameterException e) {
            err.println("easel: " + e.getMessage());
            command.usage(err);
            return WRONG_USAGE;
        } catch (HubException | UncheckedIOException e) {
            err.println("easel: " + e.getMessage());
            return FAILED;
        }
    }

    private Path pull(ParseResult parsed) {
        var id = HubId.parse(parsed.matchedPositionalValue(0, ""));
        var revision = new Revision(parsed.matchedOptionValue("--revision", Revision.MAIN.name()));
        var selection = new Selection(
                parsed.matchedOptionValue("--include", List.of()), parsed.matchedOptionValue("--exclude", List.of()));
        var config = settings.get();
        var hub = new HubSettings(environment);
        var cacheDir = Optional.<Path>ofNullable(parsed.matchedOptionValue("--cache-dir", null))
                .or(config::cacheDir)
                .orElseGet(hub::cacheDir);
        var endpoint = config.endpoint().map(HubSettings::endpoint).orElseGet(hub::endpoint);
        int connections = parsed.matchedOptionValue("--connections", config.connections());
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new HubException("easel.hub.connections is " + connections + "; expected 1 to " + MOST_CONNECTIONS);
        }
        try (var client = new HubClient(endpoint, hub.token(), environment, Retries.USUAL)) {
            var progress = new PrintedProgress(err, style);
            return new Pull(new HubCache(cacheDir), client, connections, PART_SIZE, Retries.USUAL, progress)
                    .run(id, revision, selection);
        }
    }

    private static CommandSpec spec() {
        var spec = CommandSpec.create()
                .name("easel pull")
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("ID")
                        .index("0")
                        .required(true)
                        .type(String.class)
                        .description("the model, such as organization/name")
                        .build())
                .addOption(text("--revision", "REVISION", "a branch, a tag or a commit; main if not given"))
                .addOption(texts("--include", "fetch these files, and not what Easel serves"))
                .addOption(texts("--exclude", "do not fetch these files"))
                .addOption(OptionSpec.builder("--cache-dir")
                        .paramLabel("DIR")
                        .type(Path.class)
                        .description("the cache, and not the one that the settings name")
                        .build())
                .addOption(OptionSpec.builder("--connections")
                        .paramLabel("N")
                        .type(Integer.class)
                        .description("requests at a time, 1 to " + MOST_CONNECTIONS)
                        .build())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("this text")
                        .build());
        spec.usageMessage().description("Fetches a model from the Hugging Face Hub into its cache.");
        return spec;
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static OptionSpec texts(String name, String description) {
        return OptionSpec.builder(name)
                .paramLabel("GLOB")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description + "; may be given several times")
                .build();
    }
}
