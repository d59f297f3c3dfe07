package dev.easel.job;

import dev.easel.generation.GenerationResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;

/**
 * A generation as JSON that says where the images are; otherwise as {@link GenerationResponse}.
 *
 * @param images the images, at present always one
 */
@RegisterForReflection
public record GenerationReference(List<Image> images) {

    /**
     * One image.
     *
     * @param url where the file is, for as long as the store keeps it; relative, its name, until the answer is sent
     * @param digest of the file: {@code sha-256:} and hexadecimal digits
     * @param size of the file, in bytes
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
