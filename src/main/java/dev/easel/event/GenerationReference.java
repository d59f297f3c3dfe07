package dev.easel.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;

/**
 * Images as JSON with their addresses in place of their files.
 *
 * @param images the images of the request, in the order of their seeds
 */
@RegisterForReflection
public record GenerationReference(List<Image> images) {

    /**
     * One image.
     *
     * @param url the address of the file, as long as the store keeps it; only its name until the answer is sent
     * @param digest of the file: {@code sha-256:} and hexadecimal digits
     * @param size bytes of the file
     */
    @RegisterForReflection
    public record Image(
            URI url,
            String digest,
            long size,
            String mediaType,
            long seed,
            int width,
            int height,
            int steps,
            String model) {}
}
