package dev.easel.app;

import dev.easel.store.ImageStore;
import dev.easel.store.StoreConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The image store, which opens nothing before it is needed, and closes with the service. */
@Singleton
final class StoreLifecycle {
    private final ImageStore store;

    StoreLifecycle(StoreConfig config) {
        store = ImageStore.of(config);
    }

    @Produces
    @Singleton
    ImageStore store() {
        return store;
    }

    void stop(@Observes ShutdownEvent event) {
        store.close();
    }
}
