package dev.easel.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.request.RequestFields;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** A request's body, which is a form or JSON. */
public sealed interface RequestBody {
    /** JSON of this many bytes is read in less than a millisecond. */
    int SHORT = 1 << 16;

    /** Whether it is read in no time. */
    boolean isShort();

    /**
     * What the caller has sent.
     *
     * @throws dev.easel.problem.RejectedException if it cannot be read
     */
    RequestFields fields();

    /** The body of a request to a resource. */
    static RequestBody of(RoutingContext context) {
        return isForm(context) ? new Form(context) : new Json(context);
    }

    /** Whether a request declares its body to be a form with parts. */
    static boolean isForm(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
                .orElse(false);
    }

    /** Whether a request has little to read. */
    static boolean isShort(RoutingContext context) {
        return context.body() == null || context.body().length() <= SHORT;
    }

    /** JSON. */
    record Json(RoutingContext context) implements RequestBody {
        @Override
        public boolean isShort() {
            return RequestBody.isShort(context);
        }

        @Override
        public RequestFields fields() {
            return new RequestFields.Json(JsonBody.of(context));
        }
    }

    /**
     * JSON that is already read.
     *
     * @param object not to be changed any more
     */
    record Read(ObjectNode object) implements RequestBody {
        @Override
        public boolean isShort() {
            return true;
        }

        @Override
        public RequestFields fields() {
            return new RequestFields.Json(object);
        }
    }

    /** A form, of which the server has already put the files aside. */
    record Form(RoutingContext context) implements RequestBody {
        @Override
        public boolean isShort() {
            return true;
        }

        @Override
        public RequestFields fields() {
            return FormBody.of(context);
        }
    }
}
