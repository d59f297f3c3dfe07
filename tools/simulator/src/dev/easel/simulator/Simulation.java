package dev.easel.simulator;

import dev.easel.simulator.Decider.Decision;
import java.util.SplittableRandom;

/** One service with one setting under one load. */
final class Simulation implements Pod.Watcher {
    private static final double DAY = 86_400;

    private final Service service;
    private final Load load;
    private final Timeline timeline = new Timeline();
    private final Tally tally = new Tally();
    private final Concurrency concurrency;
    private final Decider decider;
    private final Deployment deployment;
    private final Scaler scaler;
    private final Router router;
    private Decision decision;
    private int arrived;

    /** The arrival times of requests, and the seed of all other random choices. */
    static final class Load {
        private final double[] arrivals;
        private final double seconds;
        private final long seed;

        /**
         * A load.
         *
         * @param arrivals seconds, ascending
         * @param seconds the length of the load
         * @param seed of all other random choices
         */
        Load(double[] arrivals, double seconds, long seed) {
            this.arrivals = arrivals.clone();
            this.seconds = seconds;
            this.seed = seed;
        }

        double[] arrivals() {
            return arrivals.clone();
        }

        int requests() {
            return arrivals.length;
        }

        double seconds() {
            return seconds;
        }
    }

    /**
     * The result.
     *
     * @param callers the outcome for callers
     * @param use the used resources
     * @param seconds until the end of the load and of the last request
     */
    record Result(Tally.Outcome callers, Deployment.Use use, double seconds) {
        double gpuHoursPerDay() {
            return use.podSeconds() / seconds * 24;
        }

        double nodeHoursPerDay() {
            return use.nodeSeconds() / seconds * 24;
        }

        double startsPerDay() {
            return use.starts() / seconds * DAY;
        }
    }

    private Simulation(Service service, Autoscaling settings, Load load) {
        this.service = service;
        this.load = load;
        concurrency = new Concurrency(settings);
        decider = new Decider(settings);
        decision = decider.first();
        deployment = new Deployment(service, timeline, this);
        scaler = new Scaler(settings, deployment);
        router = new Router(deployment, new SplittableRandom(load.seed));
        deployment.scale(Math.max(settings.count(Knob.INITIAL_SCALE), settings.count(Knob.MIN_SCALE)));
    }

    /** Runs a simulation; equal arguments give equal results. */
    static Result run(Service service, Autoscaling settings, Load load) {
        return new Simulation(service, settings, load).run();
    }

    private Result run() {
        expectNext();
        timeline.after(1, this::second);
        timeline.runWhile(() -> timeline.now() < load.seconds || tally.ended() < load.arrivals.length);
        return new Result(tally.outcome(), deployment.use(timeline.now()), timeline.now());
    }

    private void expectNext() {
        if (arrived < load.arrivals.length) {
            timeline.at(load.arrivals[arrived++], this::arrival);
        }
    }

    private void arrival() {
        var request = new Request(
                timeline.now(), service.model().steps(), service.clients().retries());
        expectNext();
        send(request);
    }

    private void send(Request request) {
        double now = timeline.now();
        request.take(scaler.isProxying() ? Request.Route.ACTIVATOR : Request.Route.DIRECT);
        boolean reported = concurrency.enter(request, now);
        answered(request, router.send(request));
        // scaling from zero does not wait for the next tick: MultiScaler.Poke
        if (reported && decision.pods() == 0) {
            decide();
        }
    }

    private void answered(Request request, Router.Answer answer) {
        if (answer == Router.Answer.REFUSED) {
            concurrency.leave(request, timeline.now());
            if (request.retries()) {
                timeline.after(service.clients().retryAfter(), () -> send(request));
            } else {
                tally.refused();
            }
        }
    }

    private void second() {
        double now = timeline.now();
        concurrency.report(now, deployment.ready().size());
        if ((long) now % Decider.TICK == 0) {
            decide();
        } else {
            scaler.reconcile(now, decision);
        }
        for (var expired : router.expire(now - service.clients().timeout())) {
            concurrency.leave(expired, now);
            tally.expired();
        }
        timeline.after(1, this::second);
    }

    private void decide() {
        double now = timeline.now();
        concurrency.observed(now, deployment.ready().size()).ifPresent(load -> decision = decider.decide(load));
        scaler.reconcile(now, decision);
    }

    @Override
    public void ready(Pod pod) {
        router.release(this::answered);
        scaler.reconcile(timeline.now(), decision);
    }

    @Override
    public void completed(Request request) {
        tally.completed(request, timeline.now());
        concurrency.leave(request, timeline.now());
    }

    @Override
    public void stopped(Request request) {
        tally.stopped();
        concurrency.leave(request, timeline.now());
    }
}
