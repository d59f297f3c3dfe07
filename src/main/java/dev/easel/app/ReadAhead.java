package dev.easel.app;

import dev.easel.model.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reads the files of models before they are opened, so that they come from the disk while libraries are loaded and while
 * sessions of other files open. What is read stays in the operating system's cache, and nowhere else. It tells nobody what
 * goes wrong: opening the model will.
 */
public final class ReadAhead {
    private static final Logger LOG = Logger.getLogger("dev.easel.start");
    private static final int CHUNK = 1 << 20;

    private final Queue<Path> files;
    private final int threads;
    private final long budget;
    private final AtomicLong read = new AtomicLong();

    private ReadAhead(Collection<Path> files, int threads, long budget) {
        this.files = new ConcurrentLinkedQueue<>(files);
        this.threads = threads;
        this.budget = budget;
    }

    /**
     * The large files of models, as far as there is memory for them.
     *
     * @param models in the order in which they are opened
     * @param threads how many files at a time; 0 reads none
     */
    public static ReadAhead of(List<ModelFolder> models, int threads) {
        return of(models, threads, FreeMemory.budget());
    }

    /** No more than a budget of bytes, but for what each thread reads at a time. */
    static ReadAhead of(List<ModelFolder> models, int threads, long budget) {
        var files = models.stream()
                .flatMap(model -> ModelFiles.of(model).stream())
                .distinct()
                .toList();
        return new ReadAhead(files, threads, budget);
    }

    /** Begins, on threads of its own, and returns at once. Completes when it is done, with the bytes that were read. */
    public CompletionStage<Long> begin() {
        var readers = Stream.generate(() -> CompletableFuture.runAsync(this::readAll, ReadAhead::onThread))
                .limit(threads)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(readers).thenApply(_ -> read.get());
    }

    private static void onThread(Runnable work) {
        Thread.ofPlatform().daemon().name("easel-read-ahead").start(work);
    }

    private void readAll() {
        var chunk = ByteBuffer.allocateDirect(CHUNK);
        for (var file = files.poll(); file != null && read.get() < budget; file = files.poll()) {
            long start = System.nanoTime();
            try (var channel = FileChannel.open(file)) {
                while (read.get() < budget && channel.read(chunk.clear()) > 0) {
                    read.addAndGet(chunk.position());
                }
                LOG.debugf("read %s ahead in %d ms", file, (System.nanoTime() - start) / 1_000_000);
            } catch (IOException e) {
                LOG.debugf("%s is not read ahead: %s", file, e.getMessage());
            }
        }
    }
}
