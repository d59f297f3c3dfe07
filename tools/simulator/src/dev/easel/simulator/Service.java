package dev.easel.simulator;

/**
 * The scaled service.
 *
 * @param model the model of each pod
 * @param pods how pods start and end
 * @param clients how clients behave
 */
public record Service(Model model, Pods pods, Clients clients) {

    /**
     * The life of a pod.
     *
     * @param start seconds from the start of the process, with node and container image present, until it is ready
     * @param drain most seconds to complete accepted requests: {@code easel.engine.drain_timeout}
     * @param nodes the nodes for the pods
     */
    record Pods(double start, double drain, Nodes.Pool nodes) {}

    /**
     * The clients.
     *
     * @param timeout seconds that a request waits for a pod before a 504: {@code timeoutSeconds} of the revision
     * @param retries how often a client retries after a 429
     * @param retryAfter seconds between attempts
     */
    record Clients(double timeout, int retries, double retryAfter) {
        /** Clients that do not retry, with Knative's default timeout. */
        static final Clients WITHOUT_RETRIES = new Clients(300, 0, 0);
    }
}
