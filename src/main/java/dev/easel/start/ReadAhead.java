package dev.easel.start;

import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Reads the files of models before they are opened, so that they come from the disk while Quarkus starts and while sessions
 * of other files open. What is read stays in the operating system's cache, and nowhere else. It tells nobody what goes wrong:
 * opening the model will.
 */
public final class ReadAhead {
    private static final Logger LOG = Logger.getLogger("dev.easel.start");
    private static final int CHUNK = 1 << 20;
    /** Files that were begun with, by whichever reading. */
    private static final Set<Path> BEGUN = ConcurrentHashMap.newKeySet();

    private final Queue<Path> files;
    private final int threads;
    private final AtomicLong budget;

    private ReadAhead(Collection<Path> files, int threads, long budget) {
        this.files = new ConcurrentLinkedQueue<>(files);
        this.threads = threads;
        this.budget = new AtomicLong(budget);
    }

    /** What can be known before there is a configuration: the folder that {@code EASEL_MODEL_ID} names. */
    static ReadAhead ofEnvironment(Map<String, String> environment) {
        var folder = Path.of(environment.getOrDefault("EASEL_MODEL_ID", StartConfig.DEFAULT_MODEL));
        var threads = environment.getOrDefault("EASEL_START_READ_AHEAD", StartConfig.DEFAULT_READ_AHEAD);
        return Files.isDirectory(folder) && threads.matches("[1-9]\\d?")
                ? of(List.of(new ModelFolder(folder, Dtype.AUTO)), Integer.parseInt(threads))
                : new ReadAhead(List.of(), 0, 0);
    }

    /**
     * The large files of models, but for those that were begun with before.
     *
     * @param models in the order in which they are opened
     * @param threads how many files at a time; 0 reads none
     */
    public static ReadAhead of(List<ModelFolder> models, int threads) {
        var files = models.stream()
                .flatMap(model -> ModelFiles.of(model).stream())
                .filter(BEGUN::add)
                .toList();
        return new ReadAhead(files, threads, FreeMemory.budget());
    }

    /** Begins, on threads of its own, and returns at once. */
    public void begin() {
        if (!files.isEmpty()) {
            IntStream.range(0, threads)
                    .forEach(_ -> Thread.ofPlatform()
                            .daemon()
                            .name("easel-read-ahead")
                            .start(this::readAll));
        }
    }

    private void readAll() {
        var chunk = ByteBuffer.allocateDirect(CHUNK);
        for (var file = files.poll(); file != null; file = files.poll()) {
            long start = System.nanoTime();
            try (var channel = FileChannel.open(file)) {
                while (budget.get() >= CHUNK && channel.read(chunk.clear()) > 0) {
                    budget.addAndGet(-chunk.position());
                }
                LOG.debugf("read %s ahead in %d ms", file, (System.nanoTime() - start) / 1_000_000);
            } catch (IOException e) {
                LOG.debugf("%s is not read ahead: %s", file, e.getMessage());
            }
        }
    }
}
