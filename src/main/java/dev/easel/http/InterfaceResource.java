package dev.easel.http;

import dev.easel.generation.ServedModels;
import dev.easel.request.form.InterfaceConfig;
import dev.easel.request.form.InterfaceDescription;
import dev.easel.request.form.ReferencePage;
import dev.easel.request.parameter.FeaturesConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code GET /v1/interface}: what a client needs to draw itself, and the same as a page of reference. */
@Path("/v1/interface")
public class InterfaceResource {
    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final ServedModels served;
    private final InterfaceConfig config;
    private final FeaturesConfig features;
    private final String version;

    InterfaceResource(
            ServedModels served,
            InterfaceConfig config,
            FeaturesConfig features,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.served = served;
        this.config = config;
        this.features = features;
        this.version = version;
    }

    /** Title, languages, features, models with their forms, styles. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response json(@QueryParam("lang") String lang, @Context HttpHeaders headers, @Context Request request) {
        var description = description();
        var language = description.language(Translated.wanted(lang, headers));
        var json = description.json(language).put("version", version);
        return Translated.response(request, json.toString(), language);
    }

    /** Every parameter of every model, in words. */
    @GET
    @Produces(MARKDOWN)
    @RunOnVirtualThread
    public Response page(@QueryParam("lang") String lang, @Context HttpHeaders headers, @Context Request request) {
        var description = description();
        var language = description.language(Translated.wanted(lang, headers));
        return Translated.response(request, ReferencePage.of(description, language), language);
    }

    /** A style's sample. */
    @GET
    @Path("/styles/{name}")
    @RunOnVirtualThread
    public Response sample(@PathParam("name") String name, @Context Request request) throws IOException {
        var file = Optional.ofNullable(description().styles().get(name))
                .flatMap(style -> style.config().image())
                .orElseThrow(NotFoundException::new);
        var tag = new EntityTag(Long.toHexString(Files.getLastModifiedTime(file).toMillis()));
        byte[] image = Files.readAllBytes(file);
        String type = Optional.ofNullable(Files.probeContentType(file)).orElse("application/octet-stream");
        return Optional.ofNullable(request.evaluatePreconditions(tag))
                .orElseGet(() -> Response.ok(image, type))
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private InterfaceDescription description() {
        return new InterfaceDescription(config, features, served.requests());
    }
}
