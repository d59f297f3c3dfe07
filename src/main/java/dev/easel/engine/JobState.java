package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.Denoising;

/**
 * How far a job is. A state offers the transitions that are legal from it, and no others. A state between two passes has the
 * job's row and the key that it shares its next pass by.
 *
 * <pre>
 * Queued ─► Waiting ⇄ Running ─► Denoised ─► Ended
 *    └──────────┴────────┴──────────┴─────────┘ at any time
 * </pre>
 */
public sealed interface JobState {

    /** The number of passes done. */
    int passesDone();

    /** A job that has not ended. */
    sealed interface Live extends JobState {

        /** Its end, which is possible at any time. */
        default Ended ended(Outcome outcome) {
            return new Ended(outcome, passesDone());
        }
    }

    /** A job whose prompts are encoded, so that it has a row. */
    sealed interface Generating extends Live {
        Denoising row();

        @Override
        default int passesDone() {
            return row().step();
        }
    }

    /** Accepted; its prompts are not encoded yet. */
    record Queued() implements Live {
        @Override
        public int passesDone() {
            return 0;
        }

        Waiting encoded(Denoising first, BatchKey key) {
            return new Waiting(first, key);
        }
    }

    /** Between two passes without rows in the last one: about to begin, or others have its rows. */
    record Waiting(Denoising row, BatchKey key) implements Generating {
        Running resumed() {
            return new Running(row, key);
        }
    }

    /** Has rows in the passes. */
    record Running(Denoising row, BatchKey key) implements Generating {
        Waiting preempted() {
            return new Waiting(row, key);
        }

        Live advanced(Denoising next, BatchKey nextKey) {
            if (next.step() != row.step() + 1) {
                throw new IllegalArgumentException("pass " + next.step() + " does not follow " + row.step());
            }
            return next.isComplete() ? new Denoised(next) : new Running(next, nextKey);
        }
    }

    /** All passes are done; its latents wait for the decoder. */
    record Denoised(Denoising row) implements Generating {}

    /** The end; nothing follows. */
    record Ended(Outcome outcome, int passesDone) implements JobState {}
}
