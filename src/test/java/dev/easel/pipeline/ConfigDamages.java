package dev.easel.pipeline;

import java.util.List;
import java.util.stream.Stream;

import static dev.easel.pipeline.Damage.replaced;
import static dev.easel.pipeline.Damage.written;

/** Model folders with JSON files that cannot be served. */
final class ConfigDamages {
    private static final String INDEX = "model_index.json";
    private static final String TRANSFORMER = "transformer/config.json";
    private static final String VAE = "vae_decoder/config.json";
    private static final String SCHEDULER = "scheduler/scheduler_config.json";
    private static final String GRAPH = "transformer/model.onnx";

    private ConfigDamages() {}

    static Stream<Damage> otherModels() {
        return Stream.of(
                written(INDEX, "", "is not a JSON object", "expected a JSON object"),
                written(INDEX, "[]", "is not a JSON object", "expected a JSON object"),
                written(INDEX, "{", "is not valid JSON", "line: 1", "expected a JSON object"),
                written(INDEX, "{}", "has no '_class_name'", "expected a text"),
                written(INDEX, "{\"_class_name\": 3}", "has '_class_name': 3", "expected a text"),
                written(
                        INDEX,
                        "{\"_class_name\": \"PixArtAlphaPipeline\"}",
                        "has the _class_name PixArtAlphaPipeline",
                        "expected FluxPipeline, FluxKontextPipeline, ZImagePipeline"));
    }

    static Stream<Damage> wrongTransformerConfigurations() {
        return Stream.of(
                transformer("_channels\": 64", "_channels\": 48", GRAPH, "'hidden_states'", "64]; expected", "48]"),
                transformer("_channels\": 64", "_channels\": -1", TRANSFORMER, "'in_channels': -1", "positive"),
                transformer("_channels\": 64", "_channels\": 64.5", TRANSFORMER, "'in_channels': 64.5", "integer"),
                transformer("_channels\": 64", "_channels\": 4294967360", TRANSFORMER, "'in_channels'", "integer"),
                transformer("_dim\": 32,", "_dim\": 48,", GRAPH, "'encoder_hidden_states'", "32]; expected", "48]"),
                transformer("_dim\": 32\n", "_dim\": 48\n", GRAPH, "'pooled_projections'", "32]; expected", "48]"),
                transformer("joint_", "x_", TRANSFORMER, "has no 'joint_attention_dim'", "positive integer"),
                transformer("embeds\": true", "embeds\": false", GRAPH, "has an input 'guidance'", "no inputs but"),
                new Damage(
                        "guidance_embeds for a graph without guidance",
                        Damage.SCHNELL,
                        m -> m.replace(TRANSFORMER, "embeds\": false", "embeds\": true"),
                        GRAPH,
                        List.of("has no input 'guidance'", "expected 'guidance' float[?]")));
    }

    static Stream<Damage> wrongVaeConfigurations() {
        return Stream.of(
                replaced(VAE, "scaling_factor", "x", VAE, "has no 'scaling_factor'", "expected a number"),
                replaced(VAE, "block_out_channels", "x", VAE, "has no 'block_out_channels'", "expected an array"),
                replaced(
                        VAE,
                        "sample_size\": 1024",
                        "sample_size\": [64]",
                        VAE,
                        "'sample_size': [64]",
                        "positive integer"),
                replaced(
                        VAE,
                        "shift_factor\": 0.1159",
                        "shift_factor\": \"a\"",
                        VAE,
                        "'shift_factor'",
                        "expected a number"),
                replaced(
                        VAE,
                        "channels\": 16",
                        "channels\": 4",
                        "vae_decoder/model.onnx",
                        "'latent_sample'",
                        "[?, 4, ?, ?]"));
    }

    static Stream<Damage> wrongSchedulers() {
        return Stream.of(
                scheduler("invert_sigmas\": false", "invert_sigmas\": true", "sets invert_sigmas to true", "false"),
                scheduler("terminal\": null", "terminal\": 1.5", "sets shift_terminal to 1.5", "number from 0"),
                scheduler("exponential\"", "cubic\"", "sets time_shift_type to cubic", "exponential or linear"),
                scheduler("FlowMatch", "", "_class_name EulerDiscreteScheduler", "expected a scheduler of a flow"),
                scheduler("FlowMatchEuler", "Lms", "_class_name LmsDiscreteScheduler", "or UniPCMultistepScheduler"),
                scheduler("\"max_shift\"", "\"x\"", "unknown setting 'x'", "expected settings of diffusers"),
                scheduler("\"max_shift\": 1.15", "\"max_shift\": \"1\"", "sets max_shift to 1;", "a number"),
                scheduler(
                        "\"num_train_timesteps\": 1000",
                        "\"num_train_timesteps\": 0",
                        "num_train_timesteps",
                        "integer"),
                scheduler(
                        "\"max_image_seq_len\": 4096", "\"max_image_seq_len\": 256", "max_image_seq_len", "from 257"));
    }

    private static Damage scheduler(String from, String to, String... words) {
        return replaced(SCHEDULER, from, to, SCHEDULER, words);
    }

    private static Damage transformer(String from, String to, String named, String... words) {
        return replaced(TRANSFORMER, from, to, named, words);
    }
}
