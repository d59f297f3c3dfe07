package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * The process's ONNX Runtime, with two workarounds.
 *
 * <p>Telemetry: since 1.29 it reports to Microsoft unless an environment variable forbids it, and while it gathers the
 * report it crashes on a long command line or without a shell (issue 32173 of microsoft/onnxruntime).
 *
 * <p>Shutdown: a hook of its Java API destroys the environment when the process begins to end, which crashes it if a
 * session is running. The environment counts its references, so one of our own keeps it until the process has ended.
 */
@SuppressWarnings("restricted")
final class OnnxEnvironment {
    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int WARNING = 2;
    // the first version of the C API suffices; later versions only append to its table
    private static final int API_VERSION = 1;
    /** The position of {@code CreateEnv} in {@code OrtApi}. */
    private static final int CREATE_ENV = 3;

    private static final OrtEnvironment ENVIRONMENT = open();

    private OnnxEnvironment() {}

    static OrtEnvironment get() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment open() {
        try (var arena = Arena.ofConfined()) {
            forbidTelemetry(arena);
            var environment = OrtEnvironment.getEnvironment();
            holdReference(arena);
            return environment;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("ONNX Runtime cannot be opened", e);
        }
    }

    private static void forbidTelemetry(Arena arena) throws Throwable {
        if ("1".equals(System.getenv(NO_TELEMETRY))) {
            // the launcher has set it, which is faster than the first call from Java into C
            return;
        }
        var setenv = LINKER.defaultLookup().find("setenv");
        if (setenv.isPresent()) {
            int failure = (int)
                    LINKER.downcallHandle(setenv.get(), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                            .invokeExact(arena.allocateFrom(NO_TELEMETRY), arena.allocateFrom("1"), 1);
            require(failure == 0, "setenv failed");
        }
    }

    /** {@code OrtGetApiBase()->GetApi(1)->CreateEnv(...)} of onnxruntime_c_api.h, which returns the process's environment. */
    static MemorySegment holdReference(Arena arena) throws Throwable {
        var getApiBase = SymbolLookup.loaderLookup().find("OrtGetApiBase");
        if (getApiBase.isEmpty()) {
            // in dev mode another class loader has the library
            return MemorySegment.NULL;
        }
        var base = (MemorySegment) LINKER.downcallHandle(getApiBase.get(), FunctionDescriptor.of(ADDRESS))
                .invokeExact();
        var api = (MemorySegment) LINKER.downcallHandle(pointer(base, 0), FunctionDescriptor.of(ADDRESS, JAVA_INT))
                .invokeExact(API_VERSION);
        var environment = arena.allocate(ADDRESS);
        var status = (MemorySegment) LINKER.downcallHandle(
                        pointer(api, CREATE_ENV), FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, ADDRESS))
                .invokeExact(WARNING, arena.allocateFrom("easel"), environment);
        require(status.equals(MemorySegment.NULL), "CreateEnv failed");
        return environment.get(ADDRESS, 0);
    }

    /** An entry of a table of pointers. */
    private static MemorySegment pointer(MemorySegment table, int index) {
        return table.reinterpret(
                        MemoryLayout.sequenceLayout(index + 1L, ADDRESS).byteSize())
                .getAtIndex(ADDRESS, index);
    }

    private static void require(boolean holds, String failure) {
        if (!holds) {
            throw new IllegalStateException(failure);
        }
    }
}
