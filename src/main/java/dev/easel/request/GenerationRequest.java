package dev.easel.request;

import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A valid request for images: every value is within its limits.
 *
 * @param model the model that draws them
 * @param parameters what determines the first image, with the style preset already applied
 * @param count how many images, at least 1; they differ in their seeds alone
 * @param stylePreset the preset that the caller chose
 * @param outputFormat the file format that the caller chose
 * @param imageSize the size of the image that the caller sent, upright
 */
public record GenerationRequest(
        ModelDescription model,
        ImageParameters parameters,
        int count,
        Optional<String> stylePreset,
        Optional<ImageFormat> outputFormat,
        Optional<Size> imageSize) {

    /** What determines each image: the seed of each is one more than that of the one before. */
    public List<ImageParameters> images() {
        return LongStream.range(0, count)
                .mapToObj(index -> parameters.withSeed(parameters.seed() + index))
                .toList();
    }
}
