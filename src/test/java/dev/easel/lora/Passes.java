package dev.easel.lora;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.graph.WeightSource;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Forward passes of the fixtures' models with other weights. */
final class Passes {
    static final Path MIXED = Fixtures.GOLDENS.resolve("mixed_timesteps");

    private Passes() {}

    /** Any signature: only outputs are compared. */
    static OnnxSession open(SessionHost host, String component, WeightSource source, Map<String, Tensor> feeds) {
        var inputs = feeds.entrySet().stream()
                .map(feed -> new TensorSpec(
                        feed.getKey(),
                        feed.getValue() instanceof FloatTensor ? TensorSpec.Kind.FLOAT : TensorSpec.Kind.INTEGER,
                        feed.getValue().shape().rank() == 0
                                ? List.of()
                                : Collections.nCopies(feed.getValue().shape().rank(), TensorSpec.ANY)))
                .toList();
        return host.derive(host.plan().with(source)).open(component, new Signature(inputs, List.of()));
    }

    static FloatTensor run(
            String model, String component, WeightSource source, Map<String, Tensor> feeds, String output) {
        try (var host = Fixtures.host(Fixtures.model(model))) {
            return open(host, component, source, feeds).run(output, feeds);
        }
    }

    /** The inputs of the recorded pass whose rows are at different timesteps. */
    static Map<String, Tensor> mixed(String model, String... names) {
        var feeds = new LinkedHashMap<String, Tensor>();
        for (String name : names) {
            var file = MIXED.resolve(model).resolve("in_" + name + ".npy");
            boolean integers =
                    name.equals("encoder_attention_mask") || (name.equals("timestep") && model.contains("sdxl"));
            feeds.put(name, integers ? Npy.longs(file) : Npy.floats(file));
        }
        return feeds;
    }

    static Map<String, Tensor> flux(String model) {
        var names = List.of(
                "hidden_states", "encoder_hidden_states", "pooled_projections", "timestep", "img_ids", "txt_ids");
        var feeds = mixed(model, names.toArray(String[]::new));
        if (model.contains("dev")) {
            feeds.putAll(mixed(model, "guidance"));
        }
        return feeds;
    }

    /** The transformer's pass of one step of a recorded generation. */
    static Map<String, Tensor> step(Path golden, JsonNode recorded, int step) {
        var feeds = flux("tiny-random-flux-dev");
        var first = Npy.floats(golden.resolve("sample_first.npy"));
        feeds.put("hidden_states", step == 0 ? first : slice(golden, "latents_steps.npy", step - 1, first));
        feeds.put("encoder_hidden_states", Npy.floats(golden.resolve("prompt_embeds.npy")));
        feeds.put("pooled_projections", Npy.floats(golden.resolve("pooled_prompt_embeds.npy")));
        feeds.put(
                "timestep",
                FloatTensor.vector(
                        (float) recorded.get("scheduler_timesteps").get(step).asDouble() / 1000));
        feeds.put("guidance", FloatTensor.vector((float)
                recorded.get("guidance_scale").asDouble()));
        return feeds;
    }

    /** One step of the recorded rows. */
    static FloatTensor slice(Path golden, String file, int step, FloatTensor like) {
        float[] all = Npy.floats(golden.resolve(file)).data();
        int size = like.data().length;
        return FloatTensor.of(like.shape(), Arrays.copyOfRange(all, step * size, (step + 1) * size));
    }

    /** Each value within {@code tolerance * max(1, |expected|)}. */
    static void assertClose(FloatTensor actual, FloatTensor expected, double tolerance) {
        assertThat(actual.data()).hasSameSizeAs(expected.data());
        assertThat(distance(actual, expected)).as("largest difference").isLessThanOrEqualTo(tolerance);
    }

    static double distance(FloatTensor actual, FloatTensor expected) {
        double worst = 0;
        for (int i = 0; i < actual.data().length; i++) {
            double error = Math.abs((double) actual.data()[i] - expected.data()[i])
                    / Math.max(1, Math.abs(expected.data()[i]));
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        return worst;
    }
}
