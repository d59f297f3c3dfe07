package dev.easel.image.file;

import java.util.Arrays;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderWriterSpi;

/** Finds the JDK's own reader or writer of a format; a plug-in on the class path does not replace it. */
final class JdkProvider {
    private JdkProvider() {}

    /** The reader or writer ({@code kind}) of a format such as {@code png}. */
    static <S extends ImageReaderWriterSpi> S of(Class<S> kind, String format) {
        return IIORegistry.getDefaultInstance()
                .getServiceProviders(kind, spi -> isJdk((ImageReaderWriterSpi) spi, format), false)
                .next();
    }

    private static boolean isJdk(ImageReaderWriterSpi spi, String format) {
        return spi.getClass().getModule().equals(ImageReaderWriterSpi.class.getModule())
                && Arrays.asList(spi.getFormatNames()).contains(format);
    }
}
