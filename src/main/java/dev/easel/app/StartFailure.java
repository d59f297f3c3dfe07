package dev.easel.app;

import dev.easel.setting.Finding;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
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
        if (causes.stream().anyMatch(StartFailure::isOfConfiguration)) {
            reasons(root).forEach(reason -> err.println("easel: " + reason));
        } else if (root instanceof BindException) {
            err.println("easel: " + root.getMessage());
        } else {
            LOG.error("the service cannot start", failure);
        }
    }

    private static boolean isOfConfiguration(Throwable cause) {
        return cause instanceof ConfigurationException || cause instanceof ConfigValidationException;
    }

    /** The findings of the check; of settings that are not Easel's, what their reader says. */
    private static List<String> reasons(Throwable root) {
        var reasons = new ArrayList<String>();
        ConfigCheck.ofStart().findings().stream().map(Finding::toString).forEach(reasons::add);
        return reasons.isEmpty() ? List.of(String.valueOf(root.getMessage())) : reasons;
    }
}
