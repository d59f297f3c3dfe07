package dev.easel.problem;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a {@link Rejection} to the code that answers the caller. */
public class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /** A request that gets no image. */
    public RejectedException(Rejection rejection) {
        super(rejection.getClass().getSimpleName(), null, false, false);
        this.rejection = rejection;
    }

    /** A failure of which the operator needs to know more than the caller. */
    protected RejectedException(Rejection rejection, String operatorMessage, @Nullable Throwable cause) {
        super(operatorMessage, cause);
        this.rejection = rejection;
    }

    /** A request with one invalid field. */
    public static RejectedException invalid(String field, String message) {
        return new RejectedException(new Rejection.Invalid(List.of(new Violation(field, message))));
    }

    /** Why. */
    public Rejection rejection() {
        return rejection;
    }

    /** The message for the operator, if there is one. */
    public Optional<String> operatorMessage() {
        return Optional.empty();
    }
}
