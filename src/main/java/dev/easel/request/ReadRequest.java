package dev.easel.request;

import dev.easel.image.Background;
import dev.easel.pipeline.ImageParameters;
import java.util.Optional;

/** A request whose fields are valid. */
public sealed interface ReadRequest {

    /**
     * The request with its pictures read and resized, if it has any, which takes time.
     *
     * @throws RejectedException if a picture is refused
     */
    GenerationRequest prepared(ImageReader reader);

    /** One without pictures. */
    record Plain(GenerationRequest request) implements ReadRequest {
        @Override
        public GenerationRequest prepared(ImageReader reader) {
            return request;
        }
    }

    /** One with pictures that nobody has looked into yet. */
    final class Illustrated implements ReadRequest {
        private final GenerationRequest request;
        private final SentPictures pictures;
        private final WantedSize wanted;
        private final SizeLimits limits;

        Illustrated(GenerationRequest request, SentPictures pictures, WantedSize wanted, SizeLimits limits) {
            this.request = request;
            this.pictures = pictures;
            this.wanted = wanted;
            this.limits = limits;
        }

        @Override
        public GenerationRequest prepared(ImageReader reader) {
            var image = reader.read(SentPictures.IMAGE, pictures.image(), Background.WHITE);
            var sent = SentPictures.sizeOf(image);
            var size = wanted.from(pictures.natural(sent, limits), limits);
            var task = pictures.task(image, size, reader);
            var plain = request.parameters();
            var parameters = new ImageParameters(
                    plain.prompt(),
                    plain.negativePrompt(),
                    size.width(),
                    size.height(),
                    plain.steps(),
                    plain.guidanceScale(),
                    plain.trueCfgScale(),
                    plain.seed(),
                    task,
                    plain.setup());
            return new GenerationRequest(
                    request.model(), parameters, request.stylePreset(), request.outputFormat(), Optional.of(sent));
        }
    }
}
