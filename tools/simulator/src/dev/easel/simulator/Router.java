package dev.easel.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Assigns requests to pods. The activator keeps requests until a pod is ready, then sends all of them, each to the less
 * loaded of two random pods: {@code randomChoice2Policy} in {@code pkg/activator/net/lb_policy.go}, its policy without a
 * {@code containerConcurrency}. Without the activator a request goes to a random pod.
 */
final class Router {
    private final Deployment deployment;
    private final SplittableRandom random;
    private final Deque<Request> kept = new ArrayDeque<>();

    /** Whether the request was accepted. */
    enum Answer {
        ACCEPTED,
        REFUSED
    }

    /** Takes the answer to a kept request. */
    interface Sent {
        void sent(Request request, Answer answer);
    }

    Router(Deployment deployment, SplittableRandom random) {
        this.deployment = deployment;
        this.random = random;
    }

    Answer send(Request request) {
        var pods = deployment.ready();
        if (pods.isEmpty()) {
            kept.add(request);
            return Answer.ACCEPTED;
        }
        var pod = request.route() == Request.Route.ACTIVATOR ? lessLoaded(pods) : any(pods);
        return pod.accept(request) ? Answer.ACCEPTED : Answer.REFUSED;
    }

    private Pod any(List<Pod> pods) {
        return pods.get(random.nextInt(pods.size()));
    }

    private Pod lessLoaded(List<Pod> pods) {
        if (pods.size() == 1) {
            return pods.getFirst();
        }
        int first = random.nextInt(pods.size());
        int second = random.nextInt(pods.size() - 1);
        var one = pods.get(first);
        var other = pods.get(second >= first ? second + 1 : second);
        int order = Integer.compare(one.load(), other.load());
        return order < 0 || (order == 0 && random.nextBoolean()) ? one : other;
    }

    /** Sends all kept requests, because a pod is ready. */
    void release(Sent sent) {
        for (int left = kept.size(); left > 0; left--) {
            var request = kept.remove();
            sent.sent(request, send(request));
        }
    }

    /** Removes the kept requests that arrived before a time. */
    List<Request> expire(double time) {
        var expired = new ArrayList<Request>();
        for (Iterator<Request> oldest = kept.iterator(); oldest.hasNext(); ) {
            var request = oldest.next();
            if (request.arrival() >= time) {
                break;
            }
            oldest.remove();
            expired.add(request);
        }
        return expired;
    }
}
