package dev.easel.vae;

import dev.easel.image.Pixels;
import dev.easel.onnx.OnnxSession;
import dev.easel.onnx.SessionHost;
import dev.easel.onnx.Signature;
import dev.easel.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static dev.easel.onnx.TensorSpec.ANY;
import static dev.easel.onnx.TensorSpec.floats;

/**
 * The decoder of an {@code AutoencoderKL}: latents to pixels. Used on the thread that owns the sessions.
 *
 * <p>Source: {@code VaeImageProcessor} of Hugging Face diffusers for range and rounding.
 */
public final class VaeDecoder {
    /** The component's folder. */
    public static final String COMPONENT = "vae_decoder";

    private final OnnxSession session;
    private final LatentSpace space;

    private VaeDecoder(OnnxSession session, LatentSpace space) {
        this.session = session;
        this.space = space;
    }

    /** Opens {@code vae_decoder/model.onnx}. */
    public static VaeDecoder open(SessionHost host) {
        var space = LatentSpace.read(host.folder().config(COMPONENT));
        var signature = new Signature(
                List.of(floats("latent_sample", ANY, space.channels(), ANY, ANY)),
                List.of(floats("sample", ANY, 3, ANY, ANY)));
        return new VaeDecoder(host.open(COMPONENT, signature), space);
    }

    /** The space that the latents are in. */
    public LatentSpace space() {
        return space;
    }

    /**
     * Images as numbers.
     *
     * @param latents float32 [rows, channels, h, w], as the denoising leaves them
     * @return float32 [rows, 3, height, width] in 0..1, NaN where the decoder overflowed
     */
    public FloatTensor decode(FloatTensor latents) {
        var unscaled = new float[latents.data().length];
        for (int i = 0; i < unscaled.length; i++) {
            unscaled[i] = latents.data()[i] / space.scaling() + space.shift();
        }
        var sample = session.run("sample", Map.of("latent_sample", FloatTensor.of(latents.shape(), unscaled)));
        var unit = new float[sample.data().length];
        for (int i = 0; i < unit.length; i++) {
            float value = sample.data()[i];
            // a value that overflowed must not become white
            unit[i] = Float.isFinite(value) ? Math.clamp(value * 0.5f + 0.5f, 0f, 1f) : Float.NaN;
        }
        return FloatTensor.of(sample.shape(), unit);
    }

    /**
     * Images in 8 bits, rounded half to even as diffusers does.
     *
     * @param images float32 [rows, 3, height, width] in 0..1
     */
    public static List<Pixels> toPixels(FloatTensor images) {
        int height = images.shape().extent(2);
        int width = images.shape().extent(3);
        var pixels = new ArrayList<Pixels>();
        for (var image : images.rows()) {
            pixels.add(new Pixels(width, height, interleaved(image.data(), width * height)));
        }
        return pixels;
    }

    private static byte[] interleaved(float[] planes, int area) {
        var rgb = new byte[area * 3];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < area; i++) {
                rgb[i * 3 + channel] = (byte) (int) Math.rint(planes[channel * area + i] * 255f);
            }
        }
        return rgb;
    }
}
