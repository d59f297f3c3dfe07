package dev.easel.request;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code easel.images}: how large the images may be that callers send, and how many are read at a time. */
@ConfigMapping(prefix = "easel.images", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ImagesConfig {

    /** The most bytes of a file. A body may have two of them; the HTTP server's own limit has to be above that. */
    @WithDefault("10M")
    MemorySize maxBytes();

    /** The most pixels of a side. */
    @WithDefault("8192")
    int maxSide();

    /**
     * The most pixels in all; 4096 by 3072 let the images of 12 megapixel cameras in. Decoding takes about 16 bytes a
     * pixel, and the most expensive JPEG of that size some seconds of one core.
     */
    @WithDefault("12582912")
    int maxPixels();

    /** How many requests have their images read and resized at a time. */
    @WithDefault("2")
    int decodes();

    /** How many more requests may wait for that; beyond it callers get 503. */
    @WithDefault("16")
    int waiting();

    /** Holds the settings to their limits. */
    static void check(ImagesConfig images, Limits limits) {
        limits.between("max_side", images.maxSide(), 1, 65_535)
                .between("max_pixels", images.maxPixels(), 1, 268_435_456)
                .between("decodes", images.decodes(), 1, 64)
                .between("waiting", images.waiting(), 1, 10_000);
    }
}
