package dev.easel.gpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * NVIDIA's management library, a part of the driver, as nvml.h declares it. Not thread-safe.
 *
 * <p>Its functions return 0 if they succeed.
 */
@SuppressWarnings("restricted")
final class Nvml {
    /** The driver installs it, or the container runtime mounts it. */
    static final String LIBRARY = "libnvidia-ml.so.1";

    private static final Linker LINKER = Linker.nativeLinker();
    /** {@code NVML_DEVICE_NAME_V2_BUFFER_SIZE} and {@code NVML_DEVICE_UUID_V2_BUFFER_SIZE}. */
    private static final int TEXT_BYTES = 96;
    /** {@code nvmlUtilization_t}: percent of the time that kernels ran, and that memory was read or written. */
    private static final MemoryLayout UTILIZATION =
            MemoryLayout.structLayout(JAVA_INT.withName("gpu"), JAVA_INT.withName("memory"));
    /** {@code nvmlMemory_t}, in bytes. */
    private static final MemoryLayout MEMORY = MemoryLayout.structLayout(
            JAVA_LONG.withName("total"), JAVA_LONG.withName("free"), JAVA_LONG.withName("used"));

    private static final double PERCENT = 100;
    private static final long USED = 2;

    private final MethodHandle init;
    private final MethodHandle count;
    private final MethodHandle handleByIndex;
    private final MethodHandle name;
    private final MethodHandle id;
    private final MethodHandle utilization;
    private final MethodHandle memory;

    private Nvml(SymbolLookup library) {
        init = function(library, "nvmlInit_v2");
        count = function(library, "nvmlDeviceGetCount_v2", ADDRESS);
        handleByIndex = function(library, "nvmlDeviceGetHandleByIndex_v2", JAVA_INT, ADDRESS);
        name = function(library, "nvmlDeviceGetName", ADDRESS, ADDRESS, JAVA_INT);
        id = function(library, "nvmlDeviceGetUUID", ADDRESS, ADDRESS, JAVA_INT);
        utilization = function(library, "nvmlDeviceGetUtilizationRates", ADDRESS, ADDRESS);
        memory = function(library, "nvmlDeviceGetMemoryInfo", ADDRESS, ADDRESS);
    }

    /**
     * The library, loaded for the life of the process; empty if there is none, if it lacks a function, or if it finds no
     * driver.
     */
    static Optional<Nvml> open(String library) {
        try {
            return Optional.of(new Nvml(SymbolLookup.libraryLookup(library, Arena.global())))
                    .filter(nvml -> call(nvml.init));
        } catch (IllegalArgumentException | NoSuchElementException _) {
            return Optional.empty();
        }
    }

    /** The GPUs that the process may use, by {@code CUDA_VISIBLE_DEVICES} if it is set. */
    List<Gpu> gpus(Optional<String> visible) {
        try (var arena = Arena.ofConfined()) {
            var number = arena.allocate(JAVA_INT);
            int gpus = call(count, number) ? number.get(JAVA_INT, 0) : 0;
            return VisibleGpus.of(
                    visible,
                    IntStream.range(0, gpus)
                            .mapToObj(index -> gpu(index, arena))
                            .flatMap(Optional::stream)
                            .toList());
        }
    }

    private Optional<VisibleGpus.Identified> gpu(int index, Arena arena) {
        var handle = arena.allocate(ADDRESS);
        if (!call(handleByIndex, index, handle)) {
            return Optional.empty();
        }
        var device = handle.get(ADDRESS, 0);
        return Optional.of(new VisibleGpus.Identified(
                new Gpu(index, text(name, device, arena), device.address()), text(id, device, arena)));
    }

    private static String text(MethodHandle function, MemorySegment device, Arena arena) {
        var buffer = arena.allocate(TEXT_BYTES);
        return call(function, device, buffer, TEXT_BYTES) ? buffer.getString(0) : "unknown";
    }

    /** The state of a GPU. */
    GpuReading read(Gpu gpu) {
        try (var arena = Arena.ofConfined()) {
            var device = MemorySegment.ofAddress(gpu.handle());
            var rates = arena.allocate(UTILIZATION);
            var bytes = arena.allocate(MEMORY);
            boolean hasMemory = call(memory, device, bytes);
            return new GpuReading(
                    call(utilization, device, rates) ? rates.get(JAVA_INT, 0) / PERCENT : Double.NaN,
                    hasMemory ? bytes.getAtIndex(JAVA_LONG, USED) : Double.NaN,
                    hasMemory ? bytes.getAtIndex(JAVA_LONG, 0) : Double.NaN);
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout... parameters) {
        return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static boolean call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments) == 0;
        } catch (Throwable e) {
            // a downcall throws only for wrong arguments
            throw new IllegalStateException(e);
        }
    }
}
