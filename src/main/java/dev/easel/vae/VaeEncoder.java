package dev.easel.vae;

import dev.easel.image.Pixels;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static dev.easel.onnx.TensorSpec.ANY;
import static dev.easel.onnx.TensorSpec.floats;

/**
 * The encoder of an {@code AutoencoderKL}: pixels to the distribution of their latents. Used on the thread that owns
 * the sessions.
 *
 * <p>Source: {@code VaeImageProcessor} and {@code DiagonalGaussianDistribution} of Hugging Face diffusers.
 */
public final class VaeEncoder {
    /** The component's folder. */
    public static final String COMPONENT = "vae_encoder";

    private static final float LEAST_LOG_VARIANCE = -30;
    private static final float MOST_LOG_VARIANCE = 20;

    private final OnnxSession session;
    private final LatentSpace space;

    private VaeEncoder(OnnxSession session, LatentSpace space) {
        this.session = session;
        this.space = space;
    }

    static Optional<VaeEncoder> openIfPresent(SessionHost host) {
        return Files.isDirectory(host.folder().file(COMPONENT, "")) ? Optional.of(open(host)) : Optional.empty();
    }

    /** Opens {@code vae_encoder/model.onnx}. */
    public static VaeEncoder open(SessionHost host) {
        var space = LatentSpace.read(host.folder().config(COMPONENT));
        var signature = new Signature(
                List.of(floats("sample", ANY, 3, ANY, ANY)),
                List.of(floats("latent_parameters", ANY, 2L * space.channels(), ANY, ANY)));
        return new VaeEncoder(host.open(COMPONENT, signature), space);
    }

    /**
     * The mean of an image's latents, scaled for denoising: float32 [1, channels, h, w].
     *
     * @param image with sides that are multiples of the latent space's scale factor
     */
    public FloatTensor mean(Pixels image) {
        var parameters = parameters(image);
        int half = parameters.data().length / 2;
        return scaled(parameters, Arrays.copyOf(parameters.data(), half));
    }

    /**
     * A sample of the image's latents: {@code mean + exp(logvar / 2) * noise}.
     *
     * @param noise standard normal, float32 [1, channels, h, w]
     */
    public FloatTensor sample(Pixels image, FloatTensor noise) {
        var parameters = parameters(image);
        float[] values = parameters.data();
        int half = values.length / 2;
        var sampled = new float[half];
        for (int i = 0; i < half; i++) {
            float logVariance = Math.clamp(values[half + i], LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE);
            sampled[i] = values[i] + (float) Math.exp(0.5f * logVariance) * noise.data()[i];
        }
        return scaled(parameters, sampled);
    }

    private FloatTensor parameters(Pixels image) {
        return session.run("latent_parameters", Map.of("sample", planes(image)));
    }

    private FloatTensor scaled(FloatTensor parameters, float[] latents) {
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (latents[i] - space.shift()) * space.scaling();
        }
        var shape = parameters.shape();
        return FloatTensor.of(Shape.of(1, space.channels(), shape.extent(2), shape.extent(3)), latents);
    }

    /** An image as float32 [1, 3, height, width] in -1..1. */
    private static FloatTensor planes(Pixels image) {
        int area = image.width() * image.height();
        var values = new float[3 * area];
        for (int i = 0; i < area; i++) {
            for (int channel = 0; channel < 3; channel++) {
                values[channel * area + i] = (image.rgb()[i * 3 + channel] & 0xff) / 255f * 2 - 1;
            }
        }
        return FloatTensor.of(Shape.of(1, 3, image.height(), image.width()), values);
    }
}
