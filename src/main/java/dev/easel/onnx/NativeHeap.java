package dev.easel.onnx;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.jboss.logging.Logger;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * The C library's heap, which holds ONNX Runtime's memory on the CPU.
 *
 * <p>glibc maps a large block separately and unmaps it when it is freed. But each freed block raises the threshold for
 * large blocks to its size, up to 32 MB, and smaller blocks stay with the process. So memory that ONNX Runtime frees after
 * a run would not return to the operating system. {@code mallopt(3)} describes how to fix the threshold.
 */
@SuppressWarnings("restricted")
final class NativeHeap {
    private static final Logger LOG = Logger.getLogger(NativeHeap.class);
    private static final int MMAP_THRESHOLD = -3;
    /** glibc's initial threshold. */
    private static final int LARGE_BYTES = 128 * 1024;

    private NativeHeap() {}

    /** From now on, freed large blocks return to the operating system, in the whole process. glibc only. */
    static void giveBackLargeBlocks() {
        var linker = Linker.nativeLinker();
        linker.defaultLookup().find("mallopt").ifPresent(mallopt -> fixThreshold(linker, mallopt));
    }

    private static void fixThreshold(Linker linker, MemorySegment mallopt) {
        try {
            int accepted = (int) linker.downcallHandle(mallopt, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT))
                    .invokeExact(MMAP_THRESHOLD, LARGE_BYTES);
            LOG.debugf("mallopt(M_MMAP_THRESHOLD, %d) returned %d", LARGE_BYTES, accepted);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("mallopt cannot be called", e);
        }
    }
}
