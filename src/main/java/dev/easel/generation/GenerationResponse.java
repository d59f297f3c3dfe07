package dev.easel.generation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Base64;
import java.util.List;

/**
 * A generation as JSON.
 *
 * @param images the images, at present always one
 */
@RegisterForReflection
public record GenerationResponse(List<Image> images) {

    /**
     * One image.
     *
     * @param b64Json the encoded image in base64, named as in OpenAI's images API
     * @param mediaType the encoded image's media type
     * @param seed the seed that drew it
     * @param width pixels
     * @param height pixels
     * @param steps denoise steps
     * @param model the model that drew it
     */
    @RegisterForReflection
    public record Image(String b64Json, String mediaType, long seed, int width, int height, int steps, String model) {}

    public static GenerationResponse of(GeneratedImage generated) {
        var parameters = generated.request().parameters();
        return new GenerationResponse(List.of(new Image(
                Base64.getEncoder().encodeToString(generated.file()),
                generated.format().mediaType(),
                parameters.seed(),
                parameters.width(),
                parameters.height(),
                parameters.steps(),
                generated.model())));
    }
}
