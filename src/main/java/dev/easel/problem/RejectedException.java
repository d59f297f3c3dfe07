package dev.easel.problem;

import java.util.List;

/** Carries a {@link Rejection} to whoever answers the caller. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /** A request that is not drawn. */
    public RejectedException(Rejection rejection) {
        super(rejection.getClass().getSimpleName(), null, false, false);
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
}
