package dev.easel.image.file;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.easel.image.Pixels;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageWriteParam;

/** Lossy WebP. The native encoder writes no metadata, so the XMP packet is added to its file afterwards. */
final class WebpCodec implements Codec {
    private static final float QUALITY = 0.9f;

    private final ImageIoWriter writer = new ImageIoWriter(new WebPImageWriterSpi(), writer -> Settings.LOSSY);

    @Override
    public byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException {
        byte[] plain = writer.write(pixels.toBufferedImage());
        return WebpContainer.withXmp(plain, pixels.width(), pixels.height(), XmpPacket.full(metadata));
    }

    /**
     * Created with the first WebP image, because that loads the native library; created once, because the library never
     * frees them. The encoder only reads them, so threads share them.
     */
    private static final class Settings {
        static final ImageWriteParam LOSSY = lossy();

        private static ImageWriteParam lossy() {
            var settings = new WebPWriteParam(Locale.ROOT);
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionType(CompressionType.Lossy);
            settings.setCompressionQuality(QUALITY);
            return settings;
        }
    }
}
