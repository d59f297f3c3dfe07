package dev.easel.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;

/** Bytes, enough of them for two of the largest files, so that a picture is not deleted to make room for its own answer. */
public final class FolderSize implements Converter<MemorySize> {
    private static final long serialVersionUID = 1L;

    @Override
    public MemorySize convert(String value) {
        var size = new MemorySizeConverter().convert(value);
        if (size != null && size.asLongValue() < 2L * ObjectStore.MOST_BYTES) {
            throw new IllegalArgumentException("must be at least 128M, as one file may have 64M");
        }
        return size;
    }
}
