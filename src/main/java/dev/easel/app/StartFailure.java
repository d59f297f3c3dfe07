package dev.easel.app;

import dev.easel.setting.Finding;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.logging.Handler;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Says why the service did not start: in a line for each mistake in its configuration, else in the log. */
final class StartFailure {
    private static final Logger LOG = Logger.getLogger("dev.easel");

    private final Throwable failure;
    private final PrintStream err;

    StartFailure(Throwable failure, PrintStream err) {
        this.failure = failure;
        this.err = err;
    }

    static StartFailure ofProcess(Throwable failure) {
        return new StartFailure(failure, System.err);
    }

    void report() {
        var causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
        var root = causes.getLast();
        var mistakes = root instanceof BindException ? List.<Finding>of() : mistakes();
        mistakes.forEach(this::print);
        if (mistakes.isEmpty()
                && (root instanceof BindException || causes.stream().anyMatch(StartFailure::isOfConfiguration))) {
            print(String.valueOf(root.getMessage()));
        } else if (mistakes.isEmpty()) {
            log();
        }
    }

    /** Whatever failed: Quarkus reads a part of the configuration before Easel does, and fails in words of its own. */
    private static List<Finding> mistakes() {
        try {
            return ConfigCheck.ofStart().findings();
        } catch (RuntimeException _) {
            // the failure itself says why
            return List.of();
        }
    }

    private static boolean isOfConfiguration(Throwable cause) {
        return cause instanceof ConfigurationException || cause instanceof ConfigValidationException;
    }

    private void print(Object reason) {
        err.println("easel: " + reason);
    }

    /** The log is not configured yet if the configuration could not be read. */
    private void log() {
        var handler = InitialConfigurator.DELAYED_HANDLER;
        if (!handler.isActivated()) {
            handler.setHandlers(new Handler[] {InitialConfigurator.createDefaultHandler()});
        }
        LOG.error("the service cannot start", failure);
    }
}
