package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;
import dev.easel.vae.VaeDecoder;
import dev.easel.vae.VaeEncoder;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of the autoencoder in float32, or else on the CPU, for latents that overflow. Opened on first use and kept
 * open: a model that overflows once often does. Used on the thread that owns the sessions.
 */
final class Float32Fallback {
    private final SessionHost host;
    private Optional<VaeDecoder> decoder = Optional.empty();
    private Optional<VaeEncoder> encoder = Optional.empty();

    Float32Fallback(SessionHost host) {
        this.host = host;
    }

    /** The decoder; empty if the model has no other than the one that overflowed. */
    Optional<VaeDecoder> decoder() {
        decoder = decoder.or(() -> open(VaeDecoder.COMPONENT, VaeDecoder::open));
        return decoder;
    }

    /** The encoder; empty if the model has no other than the one that overflowed. */
    Optional<VaeEncoder> encoder() {
        encoder = encoder.or(() -> open(VaeEncoder.COMPONENT, VaeEncoder::open));
        return encoder;
    }

    /** The decoder, if it was needed before. */
    Optional<VaeDecoder> decoderIfOpen() {
        return decoder;
    }

    private <T> Optional<T> open(String component, Function<SessionHost, T> opener) {
        var plan = host.plan();
        return plan.inFloat32(component).or(plan::onCpu).map(host::derive).map(part -> {
            try {
                return opener.apply(part);
            } catch (RuntimeException e) {
                host.close(part);
                throw e;
            }
        });
    }
}
