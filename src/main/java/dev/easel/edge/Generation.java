package dev.easel.edge;

import dev.easel.engine.GenerationJob;
import dev.easel.request.GenerationRequest;
import dev.easel.trace.TraceParent;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A picture that was asked for, from its acceptance on.
 *
 * @param id cannot be guessed, as who knows it may see the picture and cancel it
 * @param requestId the id of the request, for the log
 * @param trace what its spans belong to
 * @param request what was asked for
 * @param job what the engine makes of it
 * @param image the picture, or a {@link dev.easel.request.RejectedException} if there will be none
 */
record Generation(
        UUID id,
        String requestId,
        TraceParent trace,
        GenerationRequest request,
        GenerationJob job,
        CompletionStage<GeneratedImage> image) {}
