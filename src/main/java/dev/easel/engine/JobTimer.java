package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The times of a job, on the engine's clock. Written by the engine's thread, read by any. */
final class JobTimer {
    private final long submitted;
    private final List<Turn> turns = new ArrayList<>();
    private long encode;
    private OptionalLong firstPass = OptionalLong.empty();
    private long denoised;

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

    /** Notes that its prompts are encoded. */
    synchronized void encoded(Turn.Encode turn) {
        encode = turn.end() - turn.start();
        turns.add(turn);
    }

    /** Notes that its first pass begins. */
    synchronized void begun(long now) {
        firstPass = OptionalLong.of(now);
    }

    /** When its first pass began, if it has. */
    synchronized OptionalLong begun() {
        return firstPass;
    }

    /** How long it waited for others, once it has begun. */
    synchronized long queued() {
        return firstPass.orElseThrow() - submitted - encode;
    }

    /** Notes that a pass is done, which may be the last. */
    synchronized void denoised(Turn.Denoise turn) {
        denoised = turn.end();
        turns.add(turn);
    }

    synchronized Timings decoded(Turn.Decode turn) {
        turns.add(turn);
        return new Timings(queued(), encode, denoised - firstPass.orElseThrow(), turn.end() - denoised);
    }
}
