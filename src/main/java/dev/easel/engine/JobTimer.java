package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The times of a job, on the engine's clock. Written by the engine's thread, read by any. */
final class JobTimer {
    private final long submitted;
    private final List<Turn> turns = new ArrayList<>();
    private OptionalLong begun = OptionalLong.empty();

    JobTimer(long submitted) {
        this.submitted = submitted;
    }

    long submitted() {
        return submitted;
    }

    /** Its turns so far, without those that failed. */
    synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }

    synchronized void add(Turn turn) {
        turns.add(turn);
    }

    /** Notes that its first pass begins. */
    synchronized void begin(long now) {
        begun = OptionalLong.of(now);
    }

    /** When its first pass began, if it has. */
    synchronized OptionalLong begun() {
        return begun;
    }

    /** The phases of a job that has begun, as far as it has come. */
    synchronized Timings timings() {
        long first = begun.orElseThrow();
        long encode = 0;
        long denoised = first;
        long decoded = first;
        for (var turn : turns) {
            switch (turn) {
                case Turn.Encode _ -> encode = turn.end() - turn.start();
                case Turn.Denoise _ -> denoised = turn.end();
                case Turn.Decode _ -> decoded = turn.end();
            }
        }
        return new Timings(first - submitted - encode, encode, denoised - first, decoded - denoised);
    }
}
