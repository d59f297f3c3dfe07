package dev.easel.generation;

import dev.easel.engine.GenerationJob;
import dev.easel.request.GenerationRequest;
import dev.easel.trace.TraceParent;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * An image that was asked for, from its acceptance on.
 *
 * @param id cannot be guessed, as who knows it may see the image and cancel it
 * @param requestId the id of the request, for the log
 * @param trace what its spans belong to
 * @param request what was asked for
 * @param job what the engine makes of it
 * @param image the image, or a {@link dev.easel.problem.RejectedException} if there will be none
 */
public record Generation(
        UUID id,
        String requestId,
        TraceParent trace,
        GenerationRequest request,
        GenerationJob job,
        CompletionStage<GeneratedImage> image) {}
