package dev.easel.app;

import com.fasterxml.jackson.databind.util.StdDateFormat;
import dev.easel.packaging.TrainCommand;
import dev.easel.pipeline.LoadedLibraries;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The process begins here: what needs no Quarkus is done while Quarkus starts. */
@QuarkusMain
public final class Main {
    private static final String TRAIN = "train";
    private static final String CONFIG = "config";

    private Main() {}

    /**
     * Serves; or runs a command: {@code train} makes the package's next starts fast ({@link TrainCommand}), {@code config}
     * checks a folder of configuration ({@link ConfigCommand}).
     */
    public static void main(String... arguments) {
        StartClock.begin();
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case TRAIN -> System.exit(TrainCommand.ofProcess().run(rest(arguments)));
            case CONFIG -> System.exit(ConfigCommand.ofProcess().run(rest(arguments)));
            default -> serve(arguments);
        }
    }

    private static String[] rest(String[] arguments) {
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    private static void serve(String... arguments) {
        var logging = new CompletableFuture<Void>();
        Thread.ofPlatform()
                .daemon()
                .name("easel-natives")
                // a failure here recurs where the class is needed, and is reported there
                .uncaughtExceptionHandler((_, _) -> {})
                .start(() -> {
                    initializeSlowClasses();
                    logging.join();
                    LoadedLibraries.time();
                });
        setUpLogging();
        logging.complete(null);
        Quarkus.run(null, Main::end, arguments);
    }

    private static void end(int exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            StartFailure.ofProcess(failure).report();
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    /** Classes that the start needs soon and that take tens of milliseconds, while one core is idle. They log nothing. */
    private static void initializeSlowClasses() {
        // powers of ten for numbers of any length, which all parsers of JSON refer to
        Objects.requireNonNull(BigDecimal.ONE);
        // calendars and locales for dates in JSON
        Objects.requireNonNull(StdDateFormat.instance);
    }

    /**
     * Runs alone: threads that set up logging side by side may wait for each other forever, and SLF4J warns of messages that it
     * gets in the meantime.
     */
    private static void setUpLogging() {
        Logger.getLogger("dev.easel.start").debug("starting");
        LoggerFactory.getILoggerFactory();
        // as application.yaml has it, for as long as that is not read: a failed start prints all that was logged before
        org.jboss.logmanager.Logger.getLogger("ai.djl").setLevel(Level.ERROR);
    }
}
