package dev.easel.request;

import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import java.util.Optional;

/**
 * An image that a caller may have: every value is within its limits.
 *
 * @param model the model that draws it
 * @param parameters what determines the image, with the style preset already applied
 * @param stylePreset the preset that the caller chose
 * @param outputFormat the file format that the caller chose
 * @param imageSize the size of the image that the caller sent, upright
 */
public record GenerationRequest(
        ModelDescription model,
        ImageParameters parameters,
        Optional<String> stylePreset,
        Optional<ImageFormat> outputFormat,
        Optional<Size> imageSize) {}
