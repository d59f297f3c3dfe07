package dev.easel.onnx;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code easel.runtime}: how ONNX Runtime runs the sessions. */
@ConfigMapping(prefix = "easel.runtime", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface RuntimeConfig {

    /** Where sessions run: auto, cpu, cuda or tensorrt. */
    @WithDefault("auto")
    Device device();

    /** Which GPU, counted from 0. */
    @WithDefault("0")
    int deviceId();

    /** The most GPU memory the arena may take, such as {@code 10G}; unlimited when absent. */
    Optional<MemorySize> gpuMemoryLimit();

    /** How the GPU memory arena grows. */
    @WithDefault("next_power_of_two")
    ArenaExtendStrategy arenaExtendStrategy();

    /** Threads within an operator on the CPU; one for each core when absent. */
    OptionalInt threads();

    /** How the GPU memory arena grows. */
    enum ArenaExtendStrategy {
        /** In powers of two: fewer allocations. */
        NEXT_POWER_OF_TWO("kNextPowerOfTwo"),
        /** Only by the requested size: less memory. */
        SAME_AS_REQUESTED("kSameAsRequested");

        private final String optionValue;

        ArenaExtendStrategy(String optionValue) {
            this.optionValue = optionValue;
        }

        /** The provider option's value. */
        String optionValue() {
            return optionValue;
        }
    }

    /** Validates the settings. */
    static void check(RuntimeConfig runtime, Limits limits) {
        limits.atLeast("device_id", runtime.deviceId(), 0);
        runtime.threads().ifPresent(threads -> limits.atLeast("threads", threads, 1));
    }
}
