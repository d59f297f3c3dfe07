package dev.easel.scheduler;

/** A scheduler's setting that is not supported. The reader of the setting adds its file. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String expectation;

    SettingException(String key, Object found, String expectation) {
        this("sets " + key + " to " + found, expectation);
    }

    SettingException(String problem, String expectation) {
        super(problem + "; expected " + expectation);
        this.problem = problem;
        this.expectation = expectation;
    }

    /** The value that was found, with the setting's name. */
    public String problem() {
        return problem;
    }

    /** The expected value. */
    public String expectation() {
        return expectation;
    }
}
