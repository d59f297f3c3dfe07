package dev.easel.app;

import dev.easel.engine.EngineConfig;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Properties;
import dev.easel.hub.HubException;
import dev.easel.model.Dtype;
import dev.easel.request.PresetsConfig;
import dev.easel.request.parameter.FeaturesConfig;
import dev.easel.request.parameter.ParametersConfig;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfiguredModelsTest {

    @Test
    void byDefaultThereIsOneModelByItsFoldersName() {
        var models = models(Map.of()).all();

        assertThat(models).singleElement().satisfies(model -> {
            assertThat(model.name()).isEqualTo("scenes-flux");
            assertThat(model.key()).isEqualTo("easel.model");
            assertThat(model.batch().rows()).isEqualTo(8);
            assertThat(model.queue().jobs()).isEqualTo(64);
            assertThat(model.requests().key()).isEqualTo("easel");
            assertThat(model.requests().models()).containsExactly("scenes-flux");
        });
    }

    @Test
    void aFurtherModelHasTheKeysOfTheFirstAndThoseOfTheLimits() {
        var expected = new TreeSet<String>();
        addKeys(expected, ModelConfig.class, "easel.model.", "");
        expected.remove("name");
        addKeys(expected, EngineConfig.class, "easel.engine.batch.", "batch.");
        addKeys(expected, EngineConfig.class, "easel.engine.queue.", "queue.");
        addKeys(expected, ParametersConfig.class, "easel.parameters.", "parameters.");
        var found = new TreeSet<String>();
        addKeys(found, ModelsConfig.class, "easel.models.*.", "");
        assertThat(found).isEqualTo(expected);
    }

    private static void addKeys(Set<String> keys, Class<?> mapping, String prefix, String group) {
        Properties.of(mapping).stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> keys.add(group + key.substring(prefix.length())));
    }

    @Test
    void explicitProperties() {
        var config = Properties.validated(
                        ModelsConfig.class,
                        Map.ofEntries(
                                Map.entry("easel.models.\"a.b\".id", "/models/FLUX.1-dev"),
                                Map.entry("easel.models.\"a.b\".dtype", "float16"),
                                Map.entry("easel.models.\"a.b\".max_sequence_length", "128"),
                                Map.entry("easel.models.\"a.b\".cfg_normalization", "1.5"),
                                Map.entry("easel.models.\"a.b\".cfg_truncation", "0.6"),
                                Map.entry("easel.models.\"a.b\".prompt_cache", "2G"),
                                Map.entry("easel.models.\"a.b\".batch.rows", "2"),
                                Map.entry("easel.models.\"a.b\".batch.pixels", "1000"),
                                Map.entry("easel.models.\"a.b\".queue.jobs", "8"),
                                Map.entry("easel.models.\"a.b\".queue.rows", "9"),
                                Map.entry("easel.models.\"a.b\".queue.pixels", "2000"),
                                Map.entry("easel.models.\"a.b\".parameters.guidance_scale.max", "9"),
                                Map.entry("easel.models.\"a.b\".parameters.prompt.max_length", "10")))
                .byName();
        assertThat(config).containsOnlyKeys("a.b");

        var model = config.get("a.b");
        assertThat(model.id()).isEqualTo("/models/FLUX.1-dev");
        assertThat(model.dtype()).isEqualTo(Dtype.FLOAT16);
        assertThat(model.maxSequenceLength()).hasValue(128);
        assertThat(model.cfgNormalization()).isEqualTo(1.5f);
        assertThat(model.cfgTruncation()).isEqualTo(0.6f);
        assertThat(model.promptCache().asLongValue()).isEqualTo(2L << 30);
        assertThat(model.batch().orElseThrow().rows()).isEqualTo(2);
        assertThat(model.batch().orElseThrow().pixels()).isEqualTo(1000);
        assertThat(model.queue().orElseThrow().jobs()).isEqualTo(8);
        assertThat(model.queue().orElseThrow().rows()).isEqualTo(9);
        assertThat(model.queue().orElseThrow().pixels()).isEqualTo(2000);
        assertThat(model.parameters().orElseThrow().guidanceScale().max()).contains(9f);
        assertThat(model.parameters().orElseThrow().prompt().maxLength()).isEqualTo(10);
    }

    @Test
    void eachKeyOfAGroupMakesTheGroup() {
        assertThat(Properties.of(ParametersConfig.class)).allSatisfy(key -> {
            String own = key.replace("easel.parameters", "easel.models.x.parameters")
                    .replace("[*]", "[0]")
                    .replace(".*", ".en");
            var model = Fixtures.config(
                            Map.of("easel.models.x.id", "models/x", own, key.endsWith("show") ? "first" : "1"),
                            ModelsConfig.class)
                    .getConfigMapping(ModelsConfig.class)
                    .byName()
                    .get("x");
            assertThat(model.parameters()).isPresent();
            assertThat(model.batch()).isEmpty();
        });
    }

    @Test
    void theDefaultIsFirstAndTheOthersFollowByName() {
        var models = models(Map.of(
                "easel.model.name", "main",
                "easel.models.zebra.id", "models/z",
                "easel.models.ant.id", "models/a"));
        assertThat(models.all()).extracting(ConfiguredModel::name).containsExactly("main", "ant", "zebra");
        assertThat(models.named("ant").settings().id()).isEqualTo("models/a");
    }

    @Test
    void aGroupOfAModelTakesThePlaceOfTheWholeGroupForAll() {
        var models = models(Map.of(
                "easel.engine.batch.rows", "3",
                "easel.engine.batch.pixels", "300",
                "easel.engine.queue.jobs", "30",
                "easel.parameters.steps.max", "50",
                "easel.parameters.width.min", "128",
                "easel.models.second.id", "models/second",
                "easel.models.second.batch.rows", "2",
                "easel.models.second.parameters.steps.max", "9"));
        var first = models.named("scenes-flux");
        var second = models.named("second");

        assertThat(first.queue().jobs()).isEqualTo(30);
        assertThat(first.batch().rows()).isEqualTo(3);
        assertThat(first.requests().settings().steps().max()).hasValue(50);
        assertThat(second.queue().jobs()).isEqualTo(30);
        assertThat(second.batch().rows()).isEqualTo(2);
        assertThat(second.batch().pixels()).as("the default").isEqualTo(4 << 20);
        assertThat(second.requests().key()).isEqualTo("easel.models.\"second\"");
        assertThat(second.requests().settings().steps().max()).hasValue(9);
        assertThat(second.requests().settings().width().min()).as("the default").isEmpty();
        assertThat(second.requests().common().width().min())
                .as("where words are")
                .hasValue(128);
        assertThat(second.requests().models()).containsExactly("scenes-flux", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ä", "01234567890123456789012345678901234567890123456789012345678901234"})
    void namesAreRefusedByTheirKey(String name) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> models(Map.of("easel.models.\"" + name + "\".id", "models/x")))
                .withMessageContaining("easel.models.\"" + name + "\" \"" + name + "\" cannot be a model's name");
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> models(Map.of("easel.model.name", name)))
                .withMessageContaining("easel.model.name \"" + name + "\" cannot be a model's name");
    }

    @Test
    void aModelWithoutAnIdIsRefused() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Properties.validated(ModelsConfig.class, Map.of("easel.models.x.queue.jobs", "16")))
                .withMessageContaining("easel.models.x.id is required");
    }

    @Test
    void twoModelsOfOneNameAreRefused() {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> models(Map.of("easel.models.scenes-flux.id", "models/x")))
                .withMessageContaining("easel.models.\"scenes-flux\" easel.model is called scenes-flux too;"
                        + " set another easel.model.name");
    }

    @ParameterizedTest
    @CsvSource({
        "easel.models.x.dtype, int8, float32",
        "easel.models.x.batch.rows, 0, must be greater than or equal to 1",
        "easel.models.x.queue.jobs, 1, must be greater than or equal to 2",
        "easel.models.x.parameters.prompt.max_length, 0, must be greater than or equal to 1"
    })
    void invalidValuesAreRefusedByName(String key, String value, String reason) {
        Properties.assertRefused(ModelsConfig.class, Map.of("easel.models.x.id", "models/x"), key, value, reason);
    }

    @Test
    void aFolderThatDoesNotExistIsRefusedByItsKey() {
        var model = models(Map.of("easel.model.id", "/no/such/folder")).all().getFirst();
        assertThatExceptionOfType(HubException.class)
                .isThrownBy(model::folder)
                .withMessageContaining("/no/such/folder is not a folder")
                .withMessageContaining("easel.model.id");
    }

    private static ConfiguredModels models(Map<String, String> properties) {
        var config = Fixtures.config(
                properties,
                ModelConfig.class,
                ModelsConfig.class,
                EngineConfig.class,
                ParametersConfig.class,
                FeaturesConfig.class,
                PresetsConfig.class);
        return new ConfiguredModels(
                config.getConfigMapping(ModelConfig.class),
                config.getConfigMapping(ModelsConfig.class),
                config.getConfigMapping(EngineConfig.class),
                config.getConfigMapping(ParametersConfig.class),
                config.getConfigMapping(FeaturesConfig.class),
                config.getConfigMapping(PresetsConfig.class));
    }
}
