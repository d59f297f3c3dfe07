package dev.easel.engine;

import dev.easel.pipeline.Denoising;

/**
 * How far a job is. A state offers the transitions that are legal from it, and no others.
 *
 * <pre>
 * Queued ─► Waiting ⇄ Running ─► Denoised ─► Ended
 *    └──────────┴────────┴──────────┴─────────┘ at any time
 * </pre>
 */
public sealed interface JobState {

    /** Steps that are done. */
    int stepsDone();

    /** A job that has not ended. */
    sealed interface Live extends JobState {

        /** Its end, which is possible at any time. */
        default Ended ended(Outcome outcome) {
            return new Ended(outcome, stepsDone());
        }
    }

    /** Accepted; its prompts are not encoded yet. */
    record Queued() implements Live {
        @Override
        public int stepsDone() {
            return 0;
        }

        Waiting encoded(Denoising first) {
            return new Waiting(first);
        }
    }

    /** Between two steps without a row in the last pass: about to begin, or its rows went to others. */
    record Waiting(Denoising row) implements Live {
        @Override
        public int stepsDone() {
            return row.step();
        }

        Running resumed() {
            return new Running(row);
        }
    }

    /** Has rows in the passes. */
    record Running(Denoising row) implements Live {
        @Override
        public int stepsDone() {
            return row.step();
        }

        Waiting preempted() {
            return new Waiting(row);
        }

        Live advanced(Denoising next) {
            if (next.step() != row.step() + 1) {
                throw new IllegalArgumentException("step " + next.step() + " does not follow " + row.step());
            }
            return next.isComplete() ? new Denoised(next) : new Running(next);
        }
    }

    /** All steps are done; its latents wait for the decoder. */
    record Denoised(Denoising row) implements Live {
        @Override
        public int stepsDone() {
            return row.step();
        }
    }

    /** Nothing more happens. */
    record Ended(Outcome outcome, int stepsDone) implements JobState {}
}
