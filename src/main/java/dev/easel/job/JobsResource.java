package dev.easel.job;

import dev.easel.generation.Generation;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /jobs/{id}}: jobs that clients can poll. */
@Path("/jobs/{id}")
public class JobsResource {
    private final Jobs jobs;
    private final JobEventStream events;

    JobsResource(Jobs jobs, JobEventStream events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** The address of a job, from the service's own address. */
    public static URI location(URI base, Generation job) {
        return base.resolve("jobs/" + job.id());
    }

    /** The progress of a job, and its result once there is one. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("id") String id) {
        return Response.ok(jobs.view(jobs.get(id)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * The events of a job, past ones first.
     *
     * @param lastEventId the id of the last event that a returning client has seen
     */
    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse,
            @Context RoutingContext context) {
        var job = jobs.get(id);
        var cursor = lastEventId == null ? EventCursor.start(job.jobs()) : EventCursor.after(lastEventId, job.jobs());
        if (cursor.isAtEnd()) {
            // without this status a browser reconnects after the last event
            throw new WebApplicationException(Response.Status.NO_CONTENT);
        }
        return events.of(job, cursor, sse, context);
    }

    /** Cancels a job, or forgets its result. */
    @DELETE
    public void delete(@PathParam("id") String id) {
        jobs.delete(id);
    }
}
