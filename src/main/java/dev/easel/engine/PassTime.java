package dev.easel.engine;

/**
 * How long one kind of pass took of late.
 *
 * @param average nanoseconds, moving
 * @param least nanoseconds of the fastest ones; a pause of the machine does not raise it, a lasting change does in time
 */
record PassTime(double average, double least) {
    private static final double FORGETTING = 1.05;
    private static final double DOUBT = 0.9;

    static PassTime of(long nanoseconds) {
        return new PassTime(nanoseconds, nanoseconds);
    }

    PassTime then(PassTime last) {
        return new PassTime(MeasuredTimes.average(average, last.average), Math.min(last.least, least * FORGETTING));
    }

    PassTime doubted() {
        return new PassTime(average, least * DOUBT);
    }
}
