package dev.easel.setting;

import dev.easel.app.StartConfig;
import dev.easel.fixtures.Fixtures;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigDigestTest {
    private static final String LIMIT = "easel.parameters.steps.max";

    @Test
    void equalSettingsHaveOneDigestWhereverTheyComeFrom() {
        var fromFile = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(LIMIT, "40"), "file", 270))
                .withMapping(StartConfig.class)
                .build();
        assertThat(digest(Map.of(LIMIT, "40"))).matches("[0-9a-f]{64}").isEqualTo(ConfigDigest.of(fromFile));
    }

    @Test
    void aChangedSettingChangesTheDigest() {
        assertThat(digest(Map.of(LIMIT, "40")))
                .isNotEqualTo(digest(Map.of(LIMIT, "41")))
                .isNotEqualTo(digest(Map.of()));
    }

    @Test
    void secretsAndWhatIsOfTheMachineDoNotCount() {
        assertThat(digest(Map.of(
                        "easel.hub.token", "hf_abc",
                        "easel.package", "/opt/easel",
                        "quarkus.http.port", "9000")))
                .isEqualTo(digest(Map.of()));
    }

    private static String digest(Map<String, String> settings) {
        return ConfigDigest.of(Fixtures.config(settings, StartConfig.class));
    }
}
