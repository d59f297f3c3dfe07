package dev.easel.onnx;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Properties;
import dev.easel.onnx.RuntimeConfig.ArenaExtendStrategy;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RuntimeConfigTest {

    @Test
    void hasDefaults() {
        var config = Fixtures.runtime(Map.of());
        assertThat(config.device()).isEqualTo(Device.AUTO);
        assertThat(config.deviceId()).isZero();
        assertThat(config.gpuMemoryLimit()).isEmpty();
        assertThat(config.arenaExtendStrategy()).isEqualTo(ArenaExtendStrategy.NEXT_POWER_OF_TWO);
        assertThat(config.threads()).isEmpty();
    }

    @Test
    void readsEveryProperty() {
        var config = Properties.complete(
                RuntimeConfig.class,
                Map.of(
                        "easel.runtime.device", "tensorrt",
                        "easel.runtime.device_id", "3",
                        "easel.runtime.gpu_memory_limit", "512M",
                        "easel.runtime.arena_extend_strategy", "same_as_requested",
                        "easel.runtime.threads", "4"));
        assertThat(config.device()).isEqualTo(Device.TENSORRT);
        assertThat(config.deviceId()).isEqualTo(3);
        assertThat(config.gpuMemoryLimit())
                .hasValueSatisfying(limit -> assertThat(limit.asBigInteger()).isEqualTo(BigInteger.valueOf(512 << 20)));
        assertThat(config.arenaExtendStrategy()).isEqualTo(ArenaExtendStrategy.SAME_AS_REQUESTED);
        assertThat(config.threads()).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource
    void readsDevicesInLowerCase(Device device) {
        var name = device.name().toLowerCase(Locale.ROOT);
        assertThat(Fixtures.runtime(Map.of("easel.runtime.device", name)).device())
                .isEqualTo(device);
    }

    @TestFactory
    Stream<DynamicTest> refusesInvalidValuesByName() {
        return Properties.refusals(RuntimeConfig.class, """
                easel.runtime.device, gpu, tensorrt
                easel.runtime.device_id, -1, must be greater than or equal to 0
                easel.runtime.gpu_memory_limit, plenty, plenty
                easel.runtime.arena_extend_strategy, fast, next-power-of-two
                easel.runtime.threads, 0, must be greater than or equal to 1
                """);
    }
}
