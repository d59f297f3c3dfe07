package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.HubException;
import dev.easel.hub.HubId;
import dev.easel.hub.HubSettings;
import dev.easel.hub.Revision;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ./easel pull}: fetches a model into the Hub's cache and prints its folder. */
@Command(name = "easel pull", description = "Fetches a model from the Hugging Face Hub into its cache.")
public final class PullCommand implements Callable<Integer> {
    private static final long PART_SIZE = 64L << 20;

    private final Map<String, String> environment;
    private final Supplier<PullConfig> settings;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;

    @Parameters(paramLabel = "ID", description = "the model, such as organization/name")
    private String id = "";

    @Option(names = "--revision", paramLabel = "REVISION", description = "a branch, a tag or a commit; by default main")
    private String revision = Revision.MAIN.name();

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "fetch these files instead of those that Easel serves; may be repeated")
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "do not fetch these files; may be repeated")
    private List<String> exclude = List.of();

    @Option(names = "--cache-dir", paramLabel = "DIR", description = "the cache, instead of the configured one")
    private Optional<Path> cacheDir = Optional.empty();

    @Option(names = "--connections", paramLabel = "N", description = "requests at a time, 1 to 64")
    private Optional<Integer> connections = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this text")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    PullCommand(
            Map<String, String> environment,
            Supplier<PullConfig> settings,
            PrintStream out,
            PrintStream err,
            Progress.Style style) {
        this.environment = environment;
        this.settings = settings;
        this.out = out;
        this.err = err;
        this.progress = new Progress(err, style);
    }

    /** Runs the command with the environment and the streams of this process. */
    public static void main(String[] arguments) {
        var style = isTerminal() ? Progress.Style.BAR : Progress.Style.LINES;
        var command = new PullCommand(System.getenv(), PullConfig::ofProcess, System.out, System.err, style);
        System.exit(command.run(arguments));
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 25, null again means that there is no terminal
    private static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** Runs the command; 0 if the model is present, 1 if it could not be fetched, 2 if the arguments are wrong. */
    int run(String... arguments) {
        return new CommandLine(this)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(this::printUsage)
                .execute(arguments);
    }

    private int printUsage(ParameterException problem, String... arguments) {
        err.println("easel: " + problem.getMessage());
        problem.getCommandLine().usage(err);
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() {
        try {
            out.println(pull());
            return CommandLine.ExitCode.OK;
        } catch (HubException | UncheckedIOException e) {
            err.println("easel: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Path pull() {
        var model = HubId.parse(id);
        var version = new Revision(revision);
        var config = settings.get();
        var hub = new HubSettings(environment);
        var root = cacheDir.or(config::cacheDir).orElseGet(hub::cacheDir);
        var endpoint = config.endpoint().map(HubSettings::endpoint).orElseGet(hub::endpoint);
        var connection = ConnectionSettings.of(connections.orElse(config.connections()));
        var client = new HubClient(endpoint, hub.token(), environment, connection, progress);
        return new Pull(new HubCache(root, model), client, PART_SIZE, progress)
                .run(version, new Selection(include, exclude));
    }
}
