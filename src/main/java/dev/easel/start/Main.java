package dev.easel.start;

import dev.easel.pipeline.Pipelines;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

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
        inBackground("easel-natives", Pipelines::loadLibraries);
        inBackground("easel-read-ahead", ReadAhead::ofProcess);
        Quarkus.run(arguments);
    }

    private static void inBackground(String name, Runnable work) {
        var thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
        // what fails here fails again where it is needed, and is told there
        thread.setUncaughtExceptionHandler((_, _) -> {});
        thread.start();
    }
}
