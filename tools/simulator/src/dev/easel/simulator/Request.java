package dev.easel.simulator;

/** A request for one image. */
public final class Request {
    private static final double NOT_YET = Double.NaN;

    private final double arrival;
    private int stepsLeft;
    private int retriesLeft;
    private double firstStep = NOT_YET;
    private Route route = Route.DIRECT;

    /** The route to the pod, which decides where the request is counted. */
    enum Route {
        DIRECT,
        ACTIVATOR
    }

    /**
     * A request.
     *
     * @param arrival the time of the first attempt
     * @param steps denoise steps of the image
     * @param retries how often the client retries after a 429
     */
    Request(double arrival, int steps, int retries) {
        this.arrival = arrival;
        this.stepsLeft = steps;
        this.retriesLeft = retries;
    }

    double arrival() {
        return arrival;
    }

    /** Seconds from arrival to the first denoise step, retries included; NaN before it. */
    double waited() {
        return firstStep - arrival;
    }

    Route route() {
        return route;
    }

    void take(Route chosen) {
        route = chosen;
    }

    /** Begins a denoise step. */
    public void stepBegins(double now) {
        if (Double.isNaN(firstStep)) {
            firstStep = now;
        }
    }

    /** Ends a denoise step; true if it is the last. */
    public boolean stepEnds() {
        return --stepsLeft == 0;
    }

    boolean retries() {
        return --retriesLeft >= 0;
    }
}
