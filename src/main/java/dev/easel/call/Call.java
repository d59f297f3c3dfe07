package dev.easel.call;

import dev.easel.image.file.ImageFormat;
import dev.easel.trace.RequestTrace;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request for images, before its body is read.
 *
 * @param trace the request's id and the parent of its spans
 * @param options priority, deadline and caller
 * @param body the fields of the request, still to be read
 * @param required fields that the body must have beside the prompt
 * @param answer the form of the answer
 * @param previewEvery the number of steps between two previews; empty for none
 * @param disconnect what the end of the client's connection means
 */
public record Call(
        RequestTrace trace,
        RequestOptions options,
        RequestBody body,
        Set<String> required,
        Answer answer,
        OptionalInt previewEvery,
        ClientDisconnect disconnect) {

    /** The form of an answer. */
    public sealed interface Answer {

        /** The format of images whose request names none. */
        ImageFormat format();

        /** The file of one image. */
        record File(ImageFormat format) implements Answer {}

        /** JSON, which can carry several images. */
        record Json(ImageFormat format) implements Answer {}
    }

    /** A call of a resource, whose client waits for the answer: it ends if the client leaves. */
    public static Call waiting(RoutingContext context, Answer answer, OptionalInt previewEvery) {
        return of(context, RequestBody.of(context), Set.of(), answer, previewEvery, ClientDisconnect.cancels(context));
    }

    /** A call of a resource, whose client comes back later: once it is accepted, it outlives the connection. */
    public static Call polling(RoutingContext context, ImageFormat format, int previewEvery) {
        return of(
                context,
                RequestBody.of(context),
                Set.of(),
                new Answer.Json(format),
                OptionalInt.of(previewEvery),
                ClientDisconnect.refuses(context));
    }

    /** A call of a function, which takes JSON only. */
    public static Call ofFunction(RoutingContext context, Set<String> required) {
        return of(
                context,
                RequestBody.json(context),
                required,
                new Answer.Json(ImageFormat.PNG),
                OptionalInt.empty(),
                ClientDisconnect.cancels(context));
    }

    private static Call of(
            RoutingContext context,
            RequestBody body,
            Set<String> required,
            Answer answer,
            OptionalInt previewEvery,
            ClientDisconnect disconnect) {
        return new Call(
                RequestTraces.of(context),
                RequestOptions.of(context),
                body,
                required,
                answer,
                previewEvery,
                disconnect);
    }
}
