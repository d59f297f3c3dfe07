package dev.easel.job;

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

/** {@code /jobs/{id}}: images that callers come back for. */
@Path("/jobs/{id}")
public class JobsResource {
    private final Jobs jobs;
    private final JobEventStream events;

    JobsResource(Jobs jobs, JobEventStream events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** Where a job is, seen from the service's own address. */
    public static URI location(URI base, Job job) {
        return base.resolve("jobs/" + job.generation().id());
    }

    /** How far the job is, and its result once there is one. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("id") String id) {
        return Response.ok(jobs.get(id).view())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * The job's events, those of the past first.
     *
     * @param lastEventId the last that the caller has seen, when it comes back
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
        long after = JobEventStream.after(lastEventId);
        if (job.generation().job().events().isLast(after)) {
            // a browser comes back after the last event as well, unless it is told that there is nothing more
            throw new WebApplicationException(Response.Status.NO_CONTENT);
        }
        return events.of(job, after, sse, context);
    }

    /** Ends the job; the result of one that has ended is forgotten. */
    @DELETE
    public void delete(@PathParam("id") String id) {
        jobs.delete(id);
    }
}
