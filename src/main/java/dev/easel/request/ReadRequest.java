package dev.easel.request;

import dev.easel.image.Background;
import dev.easel.problem.RejectedException;
import dev.easel.request.parameter.Catalogue;
import java.util.Optional;

/** A request whose fields are valid. */
public sealed interface ReadRequest {

    /**
     * The request with its images read and resized, if it has any, which takes time.
     *
     * @throws RejectedException if an image is refused
     */
    GenerationRequest prepared(ImageReader reader);

    /** One without images. */
    record Plain(GenerationRequest request) implements ReadRequest {
        @Override
        public GenerationRequest prepared(ImageReader reader) {
            return request;
        }
    }

    /** One with images that nobody has looked into yet. */
    final class Illustrated implements ReadRequest {
        private final GenerationRequest request;
        private final SentImages images;
        private final WantedSize wanted;
        private final SizeLimits limits;

        Illustrated(GenerationRequest request, SentImages images, WantedSize wanted, SizeLimits limits) {
            this.request = request;
            this.images = images;
            this.wanted = wanted;
            this.limits = limits;
        }

        @Override
        public GenerationRequest prepared(ImageReader reader) {
            var image = reader.read(Catalogue.IMAGE.name(), images.image(), Background.WHITE);
            var sent = SentImages.sizeOf(image);
            var size = wanted.from(images.natural(sent, limits), limits);
            var task = images.task(image, size, reader);
            var parameters = request.parameters().with(size.width(), size.height(), task);
            return new GenerationRequest(
                    request.model(),
                    parameters,
                    request.count(),
                    request.stylePreset(),
                    request.outputFormat(),
                    Optional.of(sent));
        }
    }
}
