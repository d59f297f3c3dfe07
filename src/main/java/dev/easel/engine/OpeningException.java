package dev.easel.engine;

/** A model cannot be opened; the cause gives the reason. */
public final class OpeningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String model;

    OpeningException(String model, Throwable cause) {
        super("the model " + model + " cannot be served: " + cause.getMessage(), cause);
        this.model = model;
    }

    /** The name of the model. */
    public String model() {
        return model;
    }
}
