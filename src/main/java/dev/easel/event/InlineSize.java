package dev.easel.event;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;

/** Bytes, so few that in base64 they are within what the image store reads back. */
public final class InlineSize implements Converter<MemorySize> {
    private static final long serialVersionUID = 1L;
    private static final long MOST = 32L << 20;

    @Override
    public MemorySize convert(String value) {
        var size = new MemorySizeConverter().convert(value);
        if (size != null && size.asLongValue() > MOST) {
            throw new IllegalArgumentException("must be at most 32M");
        }
        return size;
    }
}
