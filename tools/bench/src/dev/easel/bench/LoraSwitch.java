package dev.easel.bench;

import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.TensorFile;
import dev.easel.fixtures.TensorFile.Tensor;
import dev.easel.graph.WeightSource;
import dev.easel.lora.AppliedLora;
import dev.easel.lora.Lora;
import dev.easel.lora.LoraStack;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.onnx.TensorSpec;
import dev.easel.tensor.FloatFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static dev.easel.onnx.TensorSpec.ANY;

/** The time to switch LoRAs: a session with merged weights opens in place of the plain one. */
final class LoraSwitch implements Section {
    private static final String COMPONENT = "transformer";
    private static final Path GRAPH = Fixtures.EMBEDDED.resolve(COMPONENT).resolve("model.onnx");
    private static final Signature SIGNATURE = new Signature(
            List.of(
                    TensorSpec.floats("hidden_states", ANY, ANY, ANY),
                    TensorSpec.floats("encoder_hidden_states", ANY, ANY, ANY),
                    TensorSpec.floats("pooled_projections", ANY, ANY),
                    TensorSpec.floats("timestep", ANY),
                    TensorSpec.floats("img_ids", ANY, ANY),
                    TensorSpec.floats("txt_ids", ANY, ANY),
                    TensorSpec.floats("guidance", ANY)),
            List.of());
    private static final int[] RANKS = {8, 16};
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "adapters";
    }

    @Override
    public String about() {
        return "time to open the embedded model's transformer in this process: as it is, and with a float16 LoRA for all"
                + " layers of its blocks";
    }

    @Override
    public Ledger measure(Workbench workbench) {
        var ledger = new Ledger();
        var files = Arrays.stream(RANKS).mapToObj(LoraSwitch::lora).toList();
        try (var host = Fixtures.host(Fixtures.EMBEDDED)) {
            // the first two rounds warm up
            for (int round = -2; round < workbench.effort().rounds(); round++) {
                var kept = round < 0 ? new Ledger() : ledger;
                open(host, Case.of("transformer", "plain"), WeightSource.ORIGINAL, kept);
                for (var file : files) {
                    var row = Case.of("transformer", "with " + file.name());
                    var stack = new LoraStack(List.of(new AppliedLora(Lora.read(file.path()), 1)));
                    open(host, row, stack, kept);
                    merge(row, stack, kept);
                }
            }
            ledger.ratios("ms to open", "transformer", "plain");
        } finally {
            files.forEach(LoraFile::delete);
        }
        return ledger;
    }

    private static void open(SessionHost host, Case row, WeightSource source, Ledger ledger) {
        long start = System.nanoTime();
        var part = host.derive(host.plan().with(source));
        part.open(COMPONENT, SIGNATURE);
        ledger.add(row, "ms to open", (System.nanoTime() - start) / NANOS_PER_MILLI);
        host.close(part);
    }

    private static void merge(Case row, LoraStack stack, Ledger ledger) {
        long start = System.nanoTime();
        try (var weights = stack.replacements(COMPONENT, GRAPH)) {
            ledger.add(row, "ms to merge", (System.nanoTime() - start) / NANOS_PER_MILLI);
            ledger.add(row, "MB of weights", weights.bytes() / 1e6);
        }
    }

    private record LoraFile(String name, Path path) {
        void delete() {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Random factors for all layers of the blocks, in the sizes of the model. */
    private static LoraFile lora(int rank) {
        var config = Fixtures.json(Fixtures.EMBEDDED.resolve(COMPONENT).resolve("config.json"));
        int width = config.get("num_attention_heads").asInt()
                * config.get("attention_head_dim").asInt();
        var file = new TensorFile();
        for (int i = 0; i < config.get("num_layers").asInt(); i++) {
            String block = "transformer.transformer_blocks." + i + ".";
            for (String layer : List.of(
                    "to_q", "to_k", "to_v", "to_out.0", "add_q_proj", "add_k_proj", "add_v_proj", "to_add_out")) {
                add(file, block + "attn." + layer, width, width, rank);
            }
            for (String stream : List.of("ff", "ff_context")) {
                add(file, block + stream + ".net.0.proj", width, 4 * width, rank);
                add(file, block + stream + ".net.2", 4 * width, width, rank);
            }
        }
        for (int i = 0; i < config.get("num_single_layers").asInt(); i++) {
            String block = "transformer.single_transformer_blocks." + i + ".";
            for (String layer : List.of("to_q", "to_k", "to_v")) {
                add(file, block + "attn." + layer, width, width, rank);
            }
            add(file, block + "proj_mlp", width, 4 * width, rank);
            add(file, block + "proj_out", 5 * width, width, rank);
        }
        try {
            return new LoraFile("rank " + rank, file.write(Files.createTempFile("lora", ".safetensors")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(TensorFile file, String layer, int in, int out, int rank) {
        var random = new Random(layer.hashCode());
        file.with(layer + ".lora_A.weight", matrix(random, rank, in))
                .with(layer + ".lora_B.weight", matrix(random, out, rank));
    }

    private static Tensor matrix(Random random, int rows, int columns) {
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 100;
        }
        return Tensor.of(FloatFormat.FLOAT16, List.of((long) rows, (long) columns), values);
    }
}
