package dev.easel.app;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/**
 * Each group of settings has a mapping of its own. With this one, which nobody reads, a group of another name stops the start
 * too: a key has to be here or there.
 */
@Unremovable
@ConfigMapping(prefix = "easel", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EaselConfig {
    /** What {@code ./easel pull} reads, which may stand in the same file. */
    Hub hub();

    /** Of the launcher, as a system property: the package's folder. */
    @WithName("package")
    Optional<String> packageFolder();

    /** Of the launcher, as a system property: the folder of the native libraries. */
    Optional<String> natives();

    /** {@code easel.hub}. */
    interface Hub {
        /** A mirror of the Hub. */
        Optional<String> endpoint();

        /** Requests at a time. */
        Optional<Integer> connections();
    }
}
