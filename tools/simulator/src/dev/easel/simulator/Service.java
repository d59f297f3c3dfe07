package dev.easel.simulator;

/**
 * What is scaled.
 *
 * @param model what each pod serves
 * @param pods how pods begin and end
 * @param clients how callers behave
 */
public record Service(Model model, Pods pods, Clients clients) {

    /**
     * A pod's life.
     *
     * @param start seconds from the start of the process, its image and node there, until it gets requests
     * @param drain seconds that it may take to finish what it has: {@code easel.engine.drain_timeout}
     * @param nodes what it runs on
     */
    record Pods(double start, double drain, Nodes.Pool nodes) {}

    /**
     * Callers.
     *
     * @param timeout seconds that a request waits for a pod before it is a 504: {@code timeoutSeconds} of the revision
     * @param retries how often a client asks again after a 429
     * @param retryAfter seconds between
     */
    record Clients(double timeout, int retries, double retryAfter) {
        /** Those who take a 429 for an answer, with Knative's default timeout. */
        static final Clients CONTENT = new Clients(300, 0, 0);
    }
}
