package dev.easel.onnx;

/** The configured device cannot be used. The message has the execution provider's own reason. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
