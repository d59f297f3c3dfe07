package dev.easel.onnx;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@SuppressWarnings("restricted")
class NativeHeapTest {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final long MEGABYTE = 1 << 20;
    /** In the word before a block, glibc records whether the block is mapped separately. */
    private static final long IS_MAPPED = 2;

    @Test
    void largeBlocksAreMappedAfterLargerOnesWereFreed() throws Throwable {
        assumeTrue(LINKER.defaultLookup().find("mallopt").isPresent(), "glibc");

        NativeHeap.giveBackLargeBlocks();
        free(allocate(24 * MEGABYTE));
        // free memory in the heap is used first; untouched memory costs nothing
        var blocks = new ArrayList<MemorySegment>();
        for (int i = 0; i < 64; i++) {
            blocks.add(allocate(16 * MEGABYTE));
        }

        assertThat(blocks).anyMatch(block -> (sizeWord(block) & IS_MAPPED) != 0);
        for (var block : blocks) {
            free(block);
        }
    }

    private static long sizeWord(MemorySegment block) {
        return MemorySegment.ofAddress(block.address() - Long.BYTES)
                .reinterpret(Long.BYTES)
                .get(JAVA_LONG, 0);
    }

    private static MemorySegment allocate(long bytes) throws Throwable {
        return (MemorySegment)
                function("malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG)).invokeExact(bytes);
    }

    private static void free(MemorySegment block) throws Throwable {
        function("free", FunctionDescriptor.ofVoid(ADDRESS)).invokeExact(block);
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), descriptor);
    }
}
