package dev.easel.request;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code easel.images}: how large the pictures may be that callers send, and how many are read at a time. */
@ConfigMapping(prefix = "easel.images", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ImagesConfig {

    /** The most bytes of a file. A body may have two of them; the HTTP server's own limit has to be above that. */
    @WithDefault("10M")
    MemorySize maxBytes();

    /** The most pixels of a side. */
    @Min(1) @Max(65_535) @WithDefault("8192")
    int maxSide();

    /**
     * The most pixels in all; 4096 by 3072 let the pictures of 12 megapixel cameras in. Decoding takes about 16 bytes a
     * pixel, and the most expensive JPEG of that size some seconds of one core.
     */
    @Min(1) @Max(268_435_456) @WithDefault("12582912")
    int maxPixels();

    /** How many requests have their pictures read and resized at a time. */
    @Min(1) @Max(64) @WithDefault("2")
    int decodes();

    /** How many more requests may wait for that; beyond it callers get 503. */
    @Min(1) @Max(10_000) @WithDefault("16")
    int waiting();
}
