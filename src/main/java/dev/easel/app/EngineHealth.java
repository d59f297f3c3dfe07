package dev.easel.app;

import dev.easel.engine.EngineState;
import dev.easel.engine.GenerationEngine;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What the three probes mean for the engine. */
@Singleton
final class EngineHealth {
    private final GenerationEngine engine;

    EngineHealth(GenerationEngine engine) {
        this.engine = engine;
    }

    /** The sessions are open. */
    @Produces
    @Singleton
    @Startup
    HealthCheck started() {
        return () -> response(
                "sessions open",
                switch (engine.state()) {
                    case EngineState.WarmingUp _, EngineState.Serving _, EngineState.Draining _ -> true;
                    case EngineState.Opening _, EngineState.Closed _, EngineState.Failed _ -> false;
                });
    }

    /** The thread that owns the sessions is there: without it no image will ever be drawn, and a restart helps. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck live() {
        return () -> response("engine running", engine.isAlive());
    }

    /** A first image has been drawn, and the engine accepts more. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck ready() {
        return () -> response("engine serving", engine.state() instanceof EngineState.Serving);
    }

    private HealthCheckResponse response(String name, boolean up) {
        return HealthCheckResponse.named(name)
                .status(up)
                .withData("state", engine.state().getClass().getSimpleName())
                .build();
    }
}
