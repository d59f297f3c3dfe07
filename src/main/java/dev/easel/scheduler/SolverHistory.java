package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;

/**
 * What a multistep solver keeps of a generation's earlier steps.
 *
 * @param outputs earlier model outputs, in the form in which the solver uses them, the latest first
 * @param sample an earlier sample, for solvers that go back to it
 */
public record SolverHistory(List<FloatTensor> outputs, Optional<FloatTensor> sample) {
    /** Nothing yet. */
    public static final SolverHistory NONE = new SolverHistory(List.of(), Optional.empty());
}
