package dev.easel.onnx;

import dev.easel.graph.WeightSource;
import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;

/**
 * How a host opens sessions.
 *
 * @param folder the model, and which of its graphs
 * @param provider where they run
 * @param weights what takes the place of the graphs' own weights
 * @param residency when they are open
 * @param memory what happens to memory that a run no longer needs
 */
record SessionPlan(
        ModelFolder folder, ExecutionProvider provider, WeightSource weights, Residency residency, MemoryUse memory) {

    SessionPlan with(WeightSource others) {
        return new SessionPlan(folder, provider, others, residency, memory);
    }

    /** Whether several threads may open sessions at a time; where memory is short, one after the other takes less of it. */
    boolean opensSideBySide() {
        return provider instanceof ExecutionProvider.Cpu && memory == MemoryUse.KEEP;
    }

    /** On the CPU; where that is where sessions run anyway, only while they run. */
    SessionPlan offloaded() {
        return provider instanceof ExecutionProvider.Cpu
                ? new SessionPlan(folder, provider, weights, Residency.WHILE_RUNNING, memory)
                : onCpu(folder.dtype());
    }

    /** On the CPU, with this model's graphs of a type; of float32 for bfloat16, which the CPU cannot compute with. */
    SessionPlan onCpu(Dtype dtype) {
        var computable = dtype == Dtype.BFLOAT16 ? Dtype.FLOAT32 : dtype;
        return new SessionPlan(folder.of(computable), provider.cpu(), weights, residency, memory);
    }
}
