package dev.easel.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/**
 * The process's ONNX Runtime, without its telemetry: since 1.29 it reports to Microsoft unless an environment variable
 * forbids it, and while it gathers what to report it crashes on a long command line or where there is no shell.
 *
 * <p>Source: issue 32173 of microsoft/onnxruntime.
 */
final class OnnxEnvironment {
    private static final OrtEnvironment ENVIRONMENT = open();

    private OnnxEnvironment() {}

    static OrtEnvironment get() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment open() {
        Linker.nativeLinker().defaultLookup().find("setenv").ifPresent(OnnxEnvironment::forbidTelemetry);
        return OrtEnvironment.getEnvironment();
    }

    @SuppressWarnings("restricted")
    private static void forbidTelemetry(MemorySegment function) {
        var setenv = Linker.nativeLinker()
                .downcallHandle(function, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom("ORT_DISABLE_TELEMETRY");
            int failure = (int) setenv.invokeExact(name, arena.allocateFrom("1"), 1);
            if (failure != 0) {
                throw new IllegalStateException("the environment cannot be changed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the C library's setenv failed", e);
        }
    }
}
