package dev.easel.simulator;

/** One picture that is asked for. */
public final class Request {
    private static final double NOT_YET = Double.NaN;

    private final double arrival;
    private int stepsLeft;
    private int retriesLeft;
    private double firstStep = NOT_YET;
    private Way way = Way.DIRECT;

    /** How it came to its pod, which decides who counts it. */
    enum Way {
        DIRECT,
        ACTIVATOR
    }

    /**
     * A request.
     *
     * @param arrival when it is first made
     * @param steps denoise steps of its picture
     * @param retries how often its client asks again after a 429
     */
    public Request(double arrival, int steps, int retries) {
        this.arrival = arrival;
        this.stepsLeft = steps;
        this.retriesLeft = retries;
    }

    double arrival() {
        return arrival;
    }

    /** Seconds from arrival to the first denoise step, retries included; not a number before it. */
    public double waited() {
        return firstStep - arrival;
    }

    Way way() {
        return way;
    }

    void takes(Way chosen) {
        way = chosen;
    }

    public void stepBegins(double now) {
        if (Double.isNaN(firstStep)) {
            firstStep = now;
        }
    }

    /** Ends a step; true if it is the last. */
    public boolean stepEnds() {
        return --stepsLeft == 0;
    }

    boolean retries() {
        return --retriesLeft >= 0;
    }
}
