package dev.easel.onnx;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.jboss.logging.Logger;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * The C library's heap, in which ONNX Runtime's memory on the CPU lies.
 *
 * <p>glibc takes a large block from the operating system by itself, and gives it back when it is freed. But with each one
 * freed, blocks up to its size and 32 MB count as small ones, which stay with the process: what ONNX Runtime gives back
 * after a run would be lost between runs, and the process would grow. {@code mallopt(3)} says how to fix the limit.
 */
@SuppressWarnings("restricted")
final class NativeHeap {
    private static final Logger LOG = Logger.getLogger(NativeHeap.class);
    private static final int MMAP_THRESHOLD = -3;
    /** What glibc begins with. */
    private static final int LARGE_BYTES = 128 * 1024;

    private NativeHeap() {}

    /** From now on freed memory in large blocks goes back to the operating system, in the whole process. glibc only. */
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
