package dev.easel.setting;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration's files are wrong. The message has a line for each mistake. */
public final class FindingsException extends ConfigurationException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    /** An exception that lists mistakes. */
    public FindingsException(Collection<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
        this.findings = List.copyOf(findings);
    }

    /** The mistakes. */
    public List<Finding> findings() {
        return findings;
    }
}
