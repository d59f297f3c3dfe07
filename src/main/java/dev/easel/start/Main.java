package dev.easel.start;

import dev.easel.pipeline.Pipelines;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.slf4j.LoggerFactory;

/** The process begins here: what needs no Quarkus is done while Quarkus starts. */
@QuarkusMain
public final class Main {
    private static final String TRAIN = "train";

    private static final Logger LOG = Logger.getLogger("dev.easel.start");

    private Main() {}

    /** Serves; or with {@code train} and a model's folder, makes the package's next starts fast ({@link TrainCommand}). */
    public static void main(String... arguments) {
        StartClock.begin();
        if (arguments.length > 0 && arguments[0].equals(TRAIN)) {
            System.exit(TrainCommand.ofProcess().run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        // logging first, and alone: threads that set it up side by side may wait for each other forever, and SLF4J
        // warns of what is said meanwhile
        LOG.debug("starting");
        LoggerFactory.getILoggerFactory();
        Thread.ofPlatform()
                .daemon()
                .name("easel-natives")
                // what fails here fails again where it is needed, and is told there
                .uncaughtExceptionHandler((_, _) -> {})
                .start(Pipelines::loadLibraries);
        Quarkus.run(arguments);
    }
}
