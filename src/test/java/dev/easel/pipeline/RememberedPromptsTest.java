package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.SessionHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A cached prompt has the same embeddings as a newly encoded one, to the bit, and takes no pass. */
class RememberedPromptsTest {
    private static final List<ImageParameters> IMAGES = List.of(
            image("a red house", Optional.of("")),
            image("two boats at night", Optional.of("a red house")),
            image("a red house", Optional.of("a sunny day")),
            image("mountains", Optional.empty()));

    private final List<String> passes = new ArrayList<>();

    static Stream<Path> models() {
        return Stream.of(Fixtures.model("tiny-random-flux-dev"), Fixtures.EMBEDDED);
    }

    @ParameterizedTest
    @MethodSource("models")
    void changesNoBit(Path model) {
        try (var host = host(model);
                var remembering = Fixtures.pipeline(host, Map.of());
                var forgetting = Fixtures.pipeline(host, Map.of("easel.model.prompt_cache", "0"))) {
            var expected = IMAGES.stream()
                    .map(image -> forgetting.encode(List.of(image)).getFirst())
                    .toList();
            assertThat(forgetting.encode(IMAGES)).isEqualTo(expected);

            remembering.encode(IMAGES.subList(0, 2));
            assertThat(remembering.encode(IMAGES)).as("partly remembered").isEqualTo(expected);
            passes.clear();
            assertThat(remembering.encode(IMAGES)).as("remembered").isEqualTo(expected);
            assertThat(passes).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void newPromptsTakeOnePassPerEncoder(Path model) {
        try (var host = host(model);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            pipeline.encode(IMAGES.subList(0, 2));
            assertThat(passes).containsExactlyInAnyOrder("text_encoder", "text_encoder_2");
            pipeline.encode(IMAGES);
            assertThat(passes)
                    .containsExactlyInAnyOrder("text_encoder", "text_encoder_2", "text_encoder", "text_encoder_2");
            pipeline.encode(IMAGES);
            assertThat(passes).hasSize(4);
        }
    }

    private SessionHost host(Path model) {
        var cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu"));
        return new SessionHost(
                new ModelFolder(model, Dtype.AUTO),
                cpu,
                MemoryUse.KEEP,
                (component, nanoseconds) -> passes.add(component));
    }

    private static ImageParameters image(String prompt, Optional<String> negative) {
        return new ImageParameters(prompt, negative, 64, 64, 2, 3.5f, 2, 1);
    }
}
