package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The earlier steps of a generation that a multistep solver needs.
 *
 * @param outputs earlier model outputs, in the form in which the solver uses them, the latest first
 * @param sample an earlier sample, for solvers that go back to it
 */
record SolverHistory(List<FloatTensor> outputs, Optional<FloatTensor> sample) {
    /** Nothing yet. */
    static final SolverHistory NONE = new SolverHistory(List.of(), Optional.empty());

    /** With one more output; only the latest are kept. */
    SolverHistory plus(FloatTensor output, int most) {
        var latest = Stream.concat(Stream.of(output), outputs.stream()).limit(most);
        return new SolverHistory(latest.toList(), sample);
    }

    /** With a sample to go back to. */
    SolverHistory with(FloatTensor other) {
        return new SolverHistory(outputs, Optional.of(other));
    }

    /** Without the sample. */
    SolverHistory withoutSample() {
        return new SolverHistory(outputs, Optional.empty());
    }
}
