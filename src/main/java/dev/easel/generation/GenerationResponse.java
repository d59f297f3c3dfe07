package dev.easel.generation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Base64;
import java.util.List;

/**
 * Images as JSON.
 *
 * @param images the images of the request, in the order of their seeds
 */
@RegisterForReflection
public record GenerationResponse(List<Image> images) {

    /**
     * One image.
     *
     * @param b64Json the file in base64, named as in OpenAI's images API
     * @param mediaType the media type of the file
     * @param seed the seed of the image
     * @param width pixels
     * @param height pixels
     * @param steps the steps that were asked for
     * @param model the name of the model
     */
    @RegisterForReflection
    public record Image(String b64Json, String mediaType, long seed, int width, int height, int steps, String model) {

        /** An image with its file. */
        public static Image of(GeneratedImage image) {
            var parameters = image.parameters();
            return new Image(
                    Base64.getEncoder().encodeToString(image.file()),
                    image.format().mediaType(),
                    parameters.seed(),
                    parameters.width(),
                    parameters.height(),
                    parameters.steps(),
                    image.model());
        }
    }

    /** Images with their files. */
    public static GenerationResponse of(List<GeneratedImage> images) {
        return new GenerationResponse(images.stream().map(Image::of).toList());
    }
}
