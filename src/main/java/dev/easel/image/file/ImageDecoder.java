package dev.easel.image.file;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import dev.easel.image.Background;
import dev.easel.image.Flattening;
import dev.easel.image.Pixels;
import dev.easel.image.file.ImageRefusedException.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the images that callers send: PNG, JPEG and WebP, recognized by their content, still images only, turned upright
 * by EXIF, flattened on a background. Colour profiles are ignored, as in diffusers.
 *
 * <p>For any bytes, the outcome is an image within the limits or an {@link ImageRefusedException}. Files are
 * taken apart first ({@link ImageFile}); sizes are checked before anything is decoded.
 *
 * <p>Stateless: one instance serves any number of threads.
 */
public final class ImageDecoder {
    private final ImageLimits limits;
    private final ImageIoReader png = ImageIoReader.ofJdk("png");
    private final ImageIoReader jpeg = ImageIoReader.ofJdk("jpeg");
    private final ImageIoReader webp = new ImageIoReader(new WebPImageReaderSpi(), reader -> Webp.SETTINGS);

    /** A decoder of images within limits. */
    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a file.
     *
     * @param file the whole file, which must not change while it is read
     * @param mediaType the declared type, such as {@code image/png}; empty or {@code application/octet-stream} if there is
     *     none
     * @param background the colour behind transparent pixels
     * @throws ImageRefusedException if it is not an image within the limits, of the format declared
     */
    public Pixels decode(byte[] file, Optional<String> mediaType, Background background) {
        ImageFormat format = ImageSignature.of(file);
        mediaType.ifPresent(declared -> ImageSignature.requireSame(declared, format));
        ImageFile image = ImageFile.open(file, format);
        limits.check(image.width(), image.height());
        BufferedImage decoded = decode(image, format);
        if (decoded.getWidth() != image.width() || decoded.getHeight() != image.height()) {
            throw ImageRefusedException.damaged(format, "declares two sizes");
        }
        return image.orientation().apply(Flattening.of(decoded, background));
    }

    private BufferedImage decode(ImageFile image, ImageFormat format) {
        try {
            return reader(format).read(image.essential());
        } catch (IOException | RuntimeException e) {
            // Readers report broken files in either way, with messages for programmers.
            throw ImageRefusedException.damaged(format, "cannot be decoded");
        } catch (OutOfMemoryError e) {
            // The WebP reader throws it when the native decoder cannot allocate memory; others for a large array.
            throw new ImageRefusedException(
                    Reason.TOO_LARGE, "needs more memory than is available now; send a smaller image");
        } catch (LinkageError e) {
            // The native decoder is missing.
            throw ImageRefusedException.unsupported(
                    "is a " + format + " image, which cannot be read on this machine; send a PNG or JPEG");
        }
    }

    private ImageIoReader reader(ImageFormat format) {
        return switch (format) {
            case PNG -> png;
            case JPEG -> jpeg;
            case WEBP -> webp;
        };
    }

    /**
     * Created with the first WebP image, because that loads the native library; created once, because the library never
     * frees them. The decoder only reads them, so threads share them.
     */
    private static final class Webp {
        static final WebPReadParam SETTINGS = new WebPReadParam();
    }
}
