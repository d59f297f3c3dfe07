package dev.easel.onnx;

import dev.easel.graph.WeightSource;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import java.nio.file.Files;
import java.util.Optional;

/**
 * How a host opens sessions. Each method gives the plan for a {@linkplain SessionHost#derive derived host}.
 *
 * @param folder the model, and which of its graphs
 * @param provider where they run
 * @param weights what replaces the graphs' own weights
 * @param residency when they are open
 * @param memory what happens to memory that a run no longer needs
 * @param retry whether there are plans with a wider range
 */
public record SessionPlan(
        ModelFolder folder,
        ExecutionProvider provider,
        WeightSource weights,
        Residency residency,
        MemoryUse memory,
        OverflowRetry retry) {

    /** With other weights. */
    public SessionPlan with(WeightSource others) {
        return new SessionPlan(folder, provider, others, residency, memory, retry);
    }

    /** Leaves memory to other sessions: on the CPU or, where all sessions run there, open only while running. */
    public SessionPlan offloaded() {
        return provider instanceof ExecutionProvider.Cpu
                ? new SessionPlan(folder, provider, weights, Residency.WHILE_RUNNING, memory, retry)
                : onCpu(folder.dtype());
    }

    /** With the float32 graph of a component, on the CPU; empty without retries, or if the model has no other graph. */
    public Optional<SessionPlan> inFloat32(String component) {
        var single = onCpu(Dtype.FLOAT32);
        var graph = single.folder.graph(component);
        return retry == OverflowRetry.NEVER || graph.equals(folder.graph(component)) || !Files.isRegularFile(graph)
                ? Optional.empty()
                : Optional.of(single);
    }

    /** With the same graphs on the CPU, whose range is wider; empty without retries, or if they run there already. */
    public Optional<SessionPlan> onCpu() {
        return retry == OverflowRetry.NEVER || provider instanceof ExecutionProvider.Cpu
                ? Optional.empty()
                : Optional.of(onCpu(folder.dtype()));
    }

    /** On the CPU, with the graphs of a type; of float32 for bfloat16, which the CPU cannot compute with. */
    private SessionPlan onCpu(Dtype dtype) {
        var computable = dtype == Dtype.BFLOAT16 ? Dtype.FLOAT32 : dtype;
        return new SessionPlan(folder.of(computable), provider.cpu(), weights, residency, memory, retry);
    }

    /** Whether several threads may open sessions at a time. Where memory is short, one after the other needs less. */
    boolean opensConcurrently() {
        return provider instanceof ExecutionProvider.Cpu && memory == MemoryUse.KEEP;
    }
}
