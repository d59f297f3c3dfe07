package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * When a job came by which point, on the engine's clock. Written by the engine's thread, read by any; as long as the job
 * has steps.
 */
final class JobTimer {
    private final long submitted;
    private final List<Pass> passes = new ArrayList<>();
    private long encode;
    private OptionalLong firstStep = OptionalLong.empty();
    private long denoised;

    JobTimer(long submitted) {
        this.submitted = submitted;
    }

    long submitted() {
        return submitted;
    }

    /** Its passes so far, those that failed left out. */
    synchronized List<Pass> passes() {
        return List.copyOf(passes);
    }

    /** Its prompts are encoded. */
    synchronized void encoded(Pass.Encode pass) {
        encode = pass.end() - pass.start();
        passes.add(pass);
    }

    /** Its first step begins. */
    synchronized void begun(long now) {
        firstStep = OptionalLong.of(now);
    }

    /** When its first step began, if it has. */
    synchronized OptionalLong begun() {
        return firstStep;
    }

    /** How long it waited for others, once it has begun. */
    synchronized long queued() {
        return firstStep.orElseThrow() - submitted - encode;
    }

    /** A step is done, which may be the last. */
    synchronized void stepped(Pass.Step pass) {
        denoised = pass.end();
        passes.add(pass);
    }

    synchronized Timings decoded(Pass.Decode pass) {
        passes.add(pass);
        return new Timings(queued(), encode, denoised - firstStep.orElseThrow(), pass.end() - denoised);
    }
}
