package dev.easel.setting;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.MapBackedConfigValueConfigSource;
import java.io.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a file, each with its line. */
final class SettingsSource extends MapBackedConfigValueConfigSource {
    /** Below the environment, which has 300, and above {@code config/application.yaml}. */
    static final int ORDINAL = 270;

    /** That of Quarkus for {@code config/application.yaml}. */
    static final int QUARKUS_FILE_ORDINAL = 265;

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Map<String, Integer> lines;

    /** {@code config_ordinal} in the file takes the place of the ordinal. */
    SettingsSource(String file, YamlFile content, int ordinal) {
        super(file, values(content.settings()), ordinal);
        this.lines = content.lines();
    }

    /** The line of a key, which may be a group. */
    Optional<Integer> line(String key) {
        return Optional.ofNullable(lines.get(key));
    }

    private static Map<String, ConfigValue> values(List<Setting> settings) {
        var values = new HashMap<String, ConfigValue>();
        for (var setting : settings) {
            values.put(
                    setting.key(),
                    ConfigValue.builder()
                            .withName(setting.key())
                            .withValue(setting.value())
                            .withRawValue(setting.value())
                            .withConfigSourceName(setting.file())
                            .withLineNumber(setting.line())
                            .build());
        }
        return values;
    }
}
