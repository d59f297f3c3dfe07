package dev.easel.pipeline;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import static dev.easel.pipeline.Damage.foreign;
import static dev.easel.pipeline.Damage.missing;
import static dev.easel.pipeline.Damage.replaced;
import static dev.easel.pipeline.Damage.swapped;
import static dev.easel.pipeline.Damage.truncated;
import static dev.easel.pipeline.Damage.written;

/** Model folders with missing, broken or wrong files. */
final class FileDamages {
    private static final String INDEX = "model_index.json";
    private static final String TRANSFORMER = "transformer/config.json";
    private static final String VAE = "vae_decoder/config.json";
    private static final String SCHEDULER = "scheduler/scheduler_config.json";
    private static final String GRAPH = "transformer/model.onnx";

    private FileDamages() {}

    static Stream<Damage> missingFiles() {
        return Stream.of(
                missing(INDEX, INDEX, "expected a JSON file"),
                missing("scheduler", SCHEDULER, "expected a JSON file"),
                missing("transformer", TRANSFORMER, "expected a JSON file"),
                missing(TRANSFORMER, TRANSFORMER, "expected a JSON file"),
                missing(GRAPH, GRAPH, "expected the transformer's ONNX graph"),
                missing("text_encoder", "text_encoder/config.json", "expected a JSON file"),
                missing("text_encoder/config.json", "text_encoder/config.json", "expected a JSON file"),
                missing("text_encoder_2", "text_encoder_2/model.onnx", "expected the text_encoder_2's ONNX graph"),
                missing("vae_decoder", VAE, "expected a JSON file"),
                missing("tokenizer", "tokenizer/tokenizer_config.json", "expected a JSON file"),
                missing("tokenizer_2/tokenizer_config.json", "tokenizer_2/tokenizer_config.json", "a JSON file"),
                missing("tokenizer_2/tokenizer.json", "tokenizer_2/tokenizer.json", "expected tokenizer.json"));
    }

    static Stream<Damage> brokenGraphs() {
        var components = List.of("transformer", "text_encoder", "text_encoder_2", "vae_decoder");
        var cutOff = DoubleStream.of(0, 0.0001, 0.5, 0.999)
                .boxed()
                .flatMap(kept -> components.stream()
                        .map(component -> component + "/model.onnx")
                        .map(graph -> truncated(graph, kept, graph, "cannot be opened", "a complete ONNX graph")));
        var weights = DoubleStream.of(0, 0.5, 0.999)
                .mapToObj(kept ->
                        truncated("transformer/model.onnx_data", kept, GRAPH, "cannot be opened", "model.onnx_data"));
        var weightless = new Damage(
                "transformer/model.onnx_data is missing",
                Damage.SCHNELL,
                m -> m.delete("transformer/model.onnx_data"),
                GRAPH,
                List.of("cannot be opened", "transformer/model.onnx_data", "model.onnx_data beside it"));
        var noise = new byte[4096];
        new Random(1).nextBytes(noise);
        var random = components.stream()
                .map(component -> component + "/model.onnx")
                .map(graph -> new Damage(
                        graph + " is noise",
                        Damage.DEV,
                        m -> m.write(graph, noise),
                        graph,
                        List.of("cannot be opened", "a complete ONNX graph")));
        return Stream.of(cutOff, weights, Stream.of(weightless), random).flatMap(damages -> damages);
    }

    static Stream<Damage> wrongGraphs() {
        return Stream.of(
                swapped("transformer", "text_encoder", "no input 'hidden_states'", "expected", "float[?, ?, 64]"),
                swapped("transformer", "vae_decoder", "no input 'hidden_states'", "it has [latent_sample]"),
                swapped("text_encoder", "transformer", "no input 'input_ids'", "int[?, ?]"),
                swapped("text_encoder", "text_encoder_2", "no output 'pooler_output'", "it has [last_hidden_state]"),
                swapped("text_encoder_2", "vae_decoder", "no input 'input_ids'", "it has [latent_sample]"),
                swapped("vae_decoder", "text_encoder_2", "no input 'latent_sample'", "float[?, 16, ?, ?]"),
                foreign("text_encoder", "'pooler_output' as float[?, 128]", "expected float[?, 32]"),
                foreign("text_encoder_2", "'last_hidden_state' as float[?, ?, 128]", "expected float[?, ?, 32]"));
    }

    static Stream<Damage> wrongTokenizers() {
        return Stream.of("tokenizer", "tokenizer_2").flatMap(component -> {
            String json = component + "/tokenizer.json";
            String config = component + "/tokenizer_config.json";
            int length = component.equals("tokenizer") ? 77 : 512;
            return Stream.of(
                    written(json, "{}", "cannot be opened", "expected a tokenizer.json"),
                    truncated(json, 0, json, "cannot be opened", "expected a tokenizer.json"),
                    truncated(json, 0.5, json, "cannot be opened", "expected a tokenizer.json"),
                    replaced(config, "pad_token", "x", config, "has no 'pad_token'", "expected a text")
                            .without(component + "/special_tokens_map.json"),
                    replaced(config, "pad_token\": \"", "pad_token\": \"no no", config, "a pad_token of", "one token"),
                    replaced(config, "model_max", "x", config, "has no 'model_max_length'", "expected a number"),
                    replaced(config, "_length\": " + length, "_length\": 0", config, "a prompt 0 tokens", "at least"),
                    replaced(
                            config, "_length\": " + length, "_length\": -1", config, "a prompt -1 tokens", "at least"));
        });
    }
}
