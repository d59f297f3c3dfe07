package dev.easel.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.engine.JobEvent;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationResponse;
import dev.easel.image.file.ImageEncoder;
import dev.easel.image.file.ImageFormat;
import dev.easel.image.file.ImageMetadata;
import dev.easel.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The data of server-sent events, in JSON. An event of one of several images has the index of the image. */
@Singleton
final class EventFormat {
    static final String ERROR = "error";

    private final ObjectMapper mapper;
    private final ImageEncoder encoder = new ImageEncoder();

    EventFormat(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The place of an image in the queue. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Queued(UUID id, Optional<Integer> index, int position) {}

    /** The denoising passes of an image that are done. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Progress(Optional<Integer> index, int step, int steps, long etaMs) {}

    /** A small image, one pixel for each latent position. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Preview(Optional<Integer> index, int step, String mediaType, int width, int height, String b64Json) {}

    /** A finished image. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Finished(Optional<Integer> index, @JsonUnwrapped GenerationResponse.Image image) {}

    OutboundSseEvent queued(OutboundSseEvent.Builder builder, Generation job, int index, int position) {
        return event(builder, "queued", new Queued(job.id(), index(job, index), position));
    }

    OutboundSseEvent progress(OutboundSseEvent.Builder builder, Generation job, int index, JobEvent.Advanced advanced) {
        var progress = advanced.progress();
        return event(
                builder,
                "progress",
                new Progress(
                        index(job, index),
                        progress.done(),
                        progress.total(),
                        advanced.remaining().toMillis()));
    }

    OutboundSseEvent preview(OutboundSseEvent.Builder builder, Generation job, int index, JobEvent.Preview preview) {
        var pixels = preview.pixels();
        byte[] file = encoder.encode(pixels, ImageFormat.PNG, new ImageMetadata("", "{}"));
        return event(
                builder,
                "preview",
                new Preview(
                        index(job, index),
                        preview.progress().done(),
                        ImageFormat.PNG.mediaType(),
                        pixels.width(),
                        pixels.height(),
                        Base64.getEncoder().encodeToString(file)));
    }

    OutboundSseEvent image(OutboundSseEvent.Builder builder, Generation job, int index, GeneratedImage image) {
        return event(builder, "image", new Finished(index(job, index), GenerationResponse.Image.of(image)));
    }

    OutboundSseEvent error(OutboundSseEvent.Builder builder, Problem problem) {
        return event(builder, ERROR, problem);
    }

    private static Optional<Integer> index(Generation job, int index) {
        return job.jobs().size() > 1 ? Optional.of(index) : Optional.empty();
    }

    /** As text: for other data the framework adds a field to each event that the standard does not have. */
    private OutboundSseEvent event(OutboundSseEvent.Builder builder, String name, Object data) {
        try {
            return builder.name(name).data(mapper.writeValueAsString(data)).build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
