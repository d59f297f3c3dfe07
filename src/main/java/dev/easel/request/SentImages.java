package dev.easel.request;

import dev.easel.image.Background;
import dev.easel.image.Lanczos;
import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.pipeline.Task;
import dev.easel.request.parameter.Catalogue;

/** The images of a request, before anyone has looked into them, and what is to be made of them. */
sealed interface SentImages {
    /** The image that all begins with. */
    SentImage image();

    /** The size of the result if the caller asks for none. */
    Size natural(Size image, SizeLimits limits);

    /** The images at the size of the result. */
    Task task(Pixels image, Size result, ImageReader reader);

    /** A variation of an image. */
    record Variation(SentImage image, double strength) implements SentImages {
        @Override
        public Size natural(Size image, SizeLimits limits) {
            return limits.following(image);
        }

        @Override
        public Task task(Pixels image, Size result, ImageReader reader) {
            return new Task.ImageToImage(resized(image, result), strength);
        }
    }

    /** Inpainting: the image and the mask. */
    record Repainting(SentImage image, SentImage mask, double strength) implements SentImages {
        @Override
        public Size natural(Size image, SizeLimits limits) {
            return limits.following(image);
        }

        @Override
        public Task task(Pixels image, Size result, ImageReader reader) {
            var painted = reader.read(Catalogue.MASK_IMAGE.name(), mask, Background.BLACK);
            return new Task.Inpaint(
                    resized(image, result), Mask.of(painted, result.width(), result.height()), strength);
        }
    }

    /** An image that is changed as the prompt says. */
    record Change(SentImage image, ReferenceSize reference) implements SentImages {
        @Override
        public Size natural(Size image, SizeLimits limits) {
            var result = reference.result(image);
            return limits.nearest(result.width(), result.height());
        }

        @Override
        public Task task(Pixels image, Size result, ImageReader reader) {
            return new Task.Edit(resized(image, reference.of(sizeOf(image))));
        }
    }

    static Size sizeOf(Pixels image) {
        return new Size(image.width(), image.height());
    }

    private static Pixels resized(Pixels image, Size size) {
        return Lanczos.resize(image, size.width(), size.height());
    }
}
