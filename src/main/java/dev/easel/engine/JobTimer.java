package dev.easel.engine;

/** When a job came by which point, on the engine's clock; used by the engine's thread. */
final class JobTimer {
    private final long submitted;
    private long begun;
    private long firstStep;
    private long denoised;

    JobTimer(long submitted) {
        this.submitted = submitted;
    }

    long submitted() {
        return submitted;
    }

    /** Its first work begins; how long it waited for that. */
    long begin(long now) {
        begun = now;
        return now - submitted;
    }

    void step(int stepsDone, long now) {
        if (stepsDone == 0) {
            firstStep = now;
        }
    }

    void denoised(long now) {
        denoised = now;
    }

    Timings decoded(long now) {
        return new Timings(begun - submitted, firstStep - begun, denoised - firstStep, now - denoised);
    }
}
