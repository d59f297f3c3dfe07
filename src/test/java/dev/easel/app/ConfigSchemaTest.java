package dev.easel.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.easel.setting.KeyDescriptions;
import dev.easel.setting.KnownKeys;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema that editors get, against the typed mappings in both directions. */
class ConfigSchemaTest {
    /** Of the launcher and of the process: nobody writes them into files. */
    private static final Set<String> UNDOCUMENTED = Set.of("easel.package", "easel.natives");

    @TempDir
    private Path folder;

    private ScratchConfig config;
    private JsonNode document;

    @BeforeEach
    void writeTheSchema() throws IOException {
        config = new ScratchConfig(folder);
        var run = config.run("schema");
        assertThat(run.out())
                .isEqualToIgnoringNewLines(config.file(ConfigCommand.SCHEMA).toString());
        document = new ObjectMapper().readTree(config.file(ConfigCommand.SCHEMA).toFile());
    }

    @Test
    void theSchemaHasEveryMappedKeyAndNoOther() {
        var found = new TreeSet<String>();
        collect("easel", document.at("/definitions/easel"), found);
        assertThat(found).containsExactlyElementsOf(new KnownKeys(SettingGroups.ALL).all());
    }

    private static void collect(String key, JsonNode schema, Set<String> keys) {
        var alternatives = schema.path("anyOf");
        boolean isGroup = schema.has("properties");
        if (!isGroup) {
            keys.add(key);
        }
        for (JsonNode alternative : alternatives) {
            if (alternative.has("properties")) {
                collect(key, alternative, keys);
            }
        }
        schema.path("properties")
                .properties()
                .forEach(child -> collect(key + "." + child.getKey(), child.getValue(), keys));
        if (schema.path("additionalProperties").isObject()) {
            collect(key + ".*", schema.get("additionalProperties"), keys);
        }
    }

    @Test
    void everyMappingIsKnownToTheCommand() throws IOException {
        var sources = Path.of("src/main/java");
        try (var files = Files.walk(sources)) {
            var mappings = files.filter(file -> file.toString().endsWith("Config.java"))
                    .map(file -> sources.relativize(file).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".java".length()).replace('/', '.'))
                    .map(ConfigSchemaTest::load)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .toList();
            assertThat(SettingGroups.ALL).containsExactlyInAnyOrderElementsOf(mappings);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyKeyIsDescribedInTheDocumentationAndEveryDescribedKeyExists() {
        var descriptions = KeyDescriptions.ofPackage();
        var keys = new TreeSet<>(new KnownKeys(SettingGroups.ALL).all());
        keys.removeAll(UNDOCUMENTED);
        assertThat(keys)
                .allSatisfy(key -> assertThat(descriptions.of(key)).as(key).isPresent());
        // words are described once for all parameters
        var described = new TreeSet<>(descriptions.keys());
        described.removeIf(key -> key.startsWith("easel.parameters.*."));
        assertThat(described).allSatisfy(key -> assertThat(keys).containsAnyOf(key, key + ".*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/test/resources/fixtures/config", "knative/base/config", "knative/overlays/local"})
    void validFilesAreAccepted(String valid) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(valid), "{model,parameters,presets,engine,interface}.yaml")) {
            for (var file : files) {
                assertThat(errors(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.yaml|cache_dir|cache_directory",
                "model.yaml|float16|int8",
                "model.yaml|offload: true|offload: maybe",
                "model.yaml|jobs: 16|jobs: sixteen",
                "parameters.yaml|max: 50|maximum: 50",
                "parameters.yaml|max: 50|max: many",
                "parameters.yaml|max: 50|max: [50]",
                "parameters.yaml|cfg_scale|cfg_scales",
                "parameters.yaml|default: 3.5|default: high",
                "presets.yaml|negative_prompt|negativ_prompt",
                "presets.yaml|easel:|eazel:",
                "engine.yaml|batching: step|batching: pass",
                "engine.yaml|drain_timeout: 30s|drain_timeout: half a minute",
                "engine.yaml|max_size: 128M|max_size: 128 MB"
            })
    void mistakesThatASchemaCanSeeAreRefused(String file, String right, String wrong) throws IOException {
        config.replace(file, right, wrong);
        assertThat(errors(Files.readString(config.file(file)))).isNotEmpty();
        assertThat(config.run("check").exitCode()).isEqualTo(1);
    }

    private List<String> errors(String yaml) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(document);
        return schema.validate(new YAMLMapper().readTree(yaml)).stream()
                .map(Object::toString)
                .toList();
    }
}
