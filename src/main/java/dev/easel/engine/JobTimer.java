package dev.easel.engine;

/** When a job came by which point, on the engine's clock; used by the engine's thread. */
final class JobTimer {
    private final long submitted;
    private long encode;
    private long firstStep;
    private long denoised;

    JobTimer(long submitted) {
        this.submitted = submitted;
    }

    long submitted() {
        return submitted;
    }

    /** Its prompts are encoded, in a pass that took so long. */
    void encoded(long nanoseconds) {
        encode = nanoseconds;
    }

    /** Its first step begins. */
    void begun(long now) {
        firstStep = now;
    }

    /** How long it waited for others. */
    long queued() {
        return firstStep - submitted - encode;
    }

    void denoised(long now) {
        denoised = now;
    }

    Timings decoded(long now) {
        return new Timings(queued(), encode, denoised - firstStep, now - denoised);
    }
}
