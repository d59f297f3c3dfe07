package dev.easel.app;

import com.fasterxml.jackson.databind.util.StdDateFormat;
import dev.easel.packaging.TrainCommand;
import dev.easel.pipeline.LoadedLibraries;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.slf4j.LoggerFactory;

/** The process begins here: what needs no Quarkus is done while Quarkus starts. */
@QuarkusMain
public final class Main {
    private static final String TRAIN = "train";

    private Main() {}

    /** Serves; or with {@code train} and a model's folder, makes the package's next starts fast ({@link TrainCommand}). */
    public static void main(String... arguments) {
        StartClock.begin();
        if (arguments.length > 0 && arguments[0].equals(TRAIN)) {
            System.exit(TrainCommand.ofProcess().run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        var logging = new CompletableFuture<Void>();
        Thread.ofPlatform()
                .daemon()
                .name("easel-natives")
                // what fails here fails again where it is needed, and is told there
                .uncaughtExceptionHandler((_, _) -> {})
                .start(() -> {
                    initializeSlowClasses();
                    logging.join();
                    LoadedLibraries.time();
                });
        setUpLogging();
        logging.complete(null);
        Quarkus.run(arguments);
    }

    /** What the start needs soon, needs no logging itself, and takes tens of milliseconds, while one core is idle. */
    private static void initializeSlowClasses() {
        // powers of ten for numbers of any length, which all parsers of JSON refer to
        Objects.requireNonNull(BigDecimal.ONE);
        // calendars and locales for dates in JSON
        Objects.requireNonNull(StdDateFormat.instance);
    }

    /** Alone: threads that set it up side by side may wait for each other forever, and SLF4J warns of what is said meanwhile. */
    private static void setUpLogging() {
        Logger.getLogger("dev.easel.start").debug("starting");
        LoggerFactory.getILoggerFactory();
    }
}
