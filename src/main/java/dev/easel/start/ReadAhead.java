package dev.easel.start;

import dev.easel.hub.HubException;
import dev.easel.onnx.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Reads the files of models before they are opened, so that they come from the disk while the JVM and Quarkus start and
 * earlier sessions open. What it reads stays in the operating system's cache, and nowhere else.
 */
final class ReadAhead {
    private static final Logger LOG = Logger.getLogger("dev.easel.start");
    private static final int CHUNK = 1 << 20;

    private final ConcurrentLinkedQueue<Path> files;
    private final AtomicLong budget;

    private ReadAhead(List<Path> files, long budget) {
        this.files = new ConcurrentLinkedQueue<>(files);
        this.budget = new AtomicLong(budget);
    }

    /** Reads the models of this process, on threads of its own, and returns when they are read. */
    static void ofProcess() {
        long start = System.nanoTime();
        try {
            var settings = ReadAheadSettings.ofProcess();
            if (settings.threads() > 0) {
                long bytes = read(settings.models().stream()
                        .flatMap(model -> ModelFiles.of(model).stream()).toList(), settings.threads(), FreeMemory.budget());
                LOG.debugf("read %d MB of models ahead in %d ms", bytes >> 20, (System.nanoTime() - start) / 1_000_000);
            }
        } catch (HubException | ModelException | IllegalArgumentException e) {
            // the start itself will tell it in its own words
            LOG.debugf("no model is read ahead: %s", e.getMessage());
        }
    }

    /**
     * Reads files in their order, some at a time.
     *
     * @param files the files; one that cannot be read is left out
     * @param threads how many at a time
     * @param budget the most bytes to read
     * @return the bytes read
     */
    static long read(List<Path> files, int threads, long budget) {
        var reading = new ReadAhead(files, budget);
        var readers = IntStream.range(0, threads)
                .mapToObj(_ -> Thread.ofPlatform().daemon().name("easel-read-ahead").start(reading::readAll))
                .toList();
        for (var reader : readers) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return budget - reading.budget.get();
    }

    private void readAll() {
        var chunk = ByteBuffer.allocateDirect(CHUNK);
        for (var file = files.poll(); file != null; file = files.poll()) {
            try (var channel = FileChannel.open(file)) {
                while (budget.get() >= CHUNK && channel.read(chunk.clear()) > 0) {
                    budget.addAndGet(-chunk.position());
                }
            } catch (IOException e) {
                LOG.debugf("%s is not read ahead: %s", file, e.getMessage());
            }
        }
    }
}
