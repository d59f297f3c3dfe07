package dev.easel.packaging;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code train MODEL_FOLDER}: makes the next starts of a package fast, at its location and with this JVM. It unpacks the
 * native libraries, joins the others in one jar, and records the AOT cache in a real run.
 */
public final class TrainCommand {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Optional<PackageFolder> folder;
    private final PrintStream err;

    TrainCommand(Optional<PackageFolder> folder, PrintStream err) {
        this.folder = folder;
        this.err = err;
    }

    /** The command for the package that started this process. */
    public static TrainCommand ofProcess() {
        return new TrainCommand(PackageFolder.ofProcess(), System.err);
    }

    /** Runs the command; 0 if the cache was made, 1 if it could not be made, 2 if the arguments are wrong. */
    public int run(String... arguments) {
        if (folder.isEmpty() || arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            err.println("usage: train MODEL_FOLDER, in the folder of the package");
            return WRONG_USAGE;
        }
        try {
            train(folder.get(), Path.of(arguments[0]).toAbsolutePath());
            return 0;
        } catch (AccessDeniedException e) {
            return fail(folder.get(), e.getFile() + " is not writable; train as the owner of the package");
        } catch (IOException | TrainingException e) {
            return fail(folder.get(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int fail(PackageFolder target, String reason) {
        // the profile of a service that failed is worthless
        target.cache().toFile().delete();
        target.file(PackageFolder.JOINED_FILES).toFile().delete();
        err.println("easel: the package is not trained: " + reason);
        return FAILED;
    }

    private void train(PackageFolder target, Path model) throws IOException, InterruptedException {
        int count = NativeLibraries.ofMachine().unpack(target.natives());
        err.println("easel: " + count + " native libraries in " + target.natives());
        Files.deleteIfExists(target.cache());
        int joined = new JoinedLibraries(target).write();
        err.println("easel: " + joined + " libraries in " + target.file(PackageFolder.LIBRARIES));
        try (var run = TrainingRun.start(target, model)) {
            new TrainingRequests(run.awaitAddress()).sendAll();
            run.end();
        }
        if (!Files.exists(target.cache())) {
            throw new TrainingException("the JVM did not write " + target.cache() + "; use an OpenJDK 25");
        }
        err.printf("easel: %s has %d MB%n", target.cache(), Files.size(target.cache()) >> 20);
    }
}
