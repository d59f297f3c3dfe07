package dev.easel.http;

import dev.easel.generation.ServedModels;
import dev.easel.request.RequestReader;
import dev.easel.request.form.InterfaceConfig;
import dev.easel.request.form.InterfaceDescription;
import dev.easel.request.form.RequestForm;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Domain;
import dev.easel.request.parameter.IntegerRange;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.NumberRange;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.WeightsDomain;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code GET /v1/models}: what is served and what may be asked of it, in the form of OpenAI's API. */
@Path("/v1/models")
public class ModelsResource {
    private final ServedModels served;
    private final InterfaceConfig config;

    ModelsResource(ServedModels served, InterfaceConfig config) {
        this.served = served;
        this.config = config;
    }

    /** The models, the default first. */
    @GET
    @RunOnVirtualThread
    public Models models() {
        return new Models(
                "list", served.requests().all().stream().map(this::view).toList());
    }

    /** One model. */
    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    public Model model(@PathParam("id") String id) {
        return view(named(id));
    }

    /** What a request to a model may have, as a JSON Schema from which a form can be drawn. */
    @GET
    @Path("/{id}/schema")
    @Produces({"application/schema+json", MediaType.APPLICATION_JSON})
    @RunOnVirtualThread
    public Response schema(
            @PathParam("id") String id,
            @QueryParam("lang") String lang,
            @Context HttpHeaders headers,
            @Context Request request) {
        var language = Language.choose(config.languages(), Translated.wanted(lang, headers));
        var schema = RequestForm.of(named(id).context(), language);
        return Translated.response(request, schema.toString(), language);
    }

    private RequestReader named(String id) {
        return served.requests().named(id).orElseThrow(NotFoundException::new);
    }

    private Model view(RequestReader reader) {
        var model = reader.model();
        var context = reader.context();
        return new Model(
                model.name(),
                "model",
                served.created(model.name()).getEpochSecond(),
                "easel",
                model.family(),
                model.device(),
                "sha256:" + served.digest(model.name()),
                InterfaceDescription.abilities(context),
                names(Catalogue.SCHEDULER, reader, model.schedulers().keySet()),
                names(Catalogue.LORAS, reader, model.loras()),
                limits(reader),
                names(Catalogue.STYLE_PRESET, reader, Set.copyOf(context.styles())));
    }

    /** What callers may choose, sorted. */
    private static List<String> names(Parameter<?> parameter, RequestReader reader, Set<String> names) {
        return parameter.isOffered(reader.context()) ? names.stream().sorted().toList() : List.of();
    }

    /** Ranges by the parameter's name, and what is no range by names of its own. */
    private static Map<String, Object> limits(RequestReader reader) {
        var limits = new LinkedHashMap<String, Object>();
        limits.put("prompt_length", reader.context().settings().prompt().maxLength());
        limits.put("max_steps", reader.model().maxSteps());
        limits.put("max_steps_by_scheduler", new TreeMap<>(reader.model().schedulers()));
        for (var parameter : Catalogue.ALL) {
            Domain<?> domain = parameter.domain(reader.context());
            switch (domain) {
                case IntegerRange _, NumberRange _ -> limits.put(parameter.name(), domain);
                case WeightsDomain weights -> {
                    limits.put("lora_weight", weights.weight());
                    limits.put("max_loras", weights.most());
                    limits.put("unweighted_loras", weights.unweighted());
                }
                default -> {
                    // the schema has what texts and names may be
                }
            }
        }
        return limits;
    }

    /**
     * A list of models.
     *
     * @param object always {@code list}
     * @param data the models
     */
    @RegisterForReflection
    public record Models(String object, List<Model> data) {}

    /**
     * A model.
     *
     * @param id what {@code model} in a request names
     * @param object always {@code model}
     * @param created the Unix time of its newest file, in seconds
     * @param ownedBy always {@code easel}
     * @param family the architecture
     * @param device what it runs on
     * @param digest SHA-256 over its files
     * @param abilities what it can do beside drawing an image from a prompt
     * @param schedulers what a request's scheduler may be
     * @param loras the LoRAs that a request may name
     * @param parameters defaults and limits: ranges by the parameter's name, {@code prompt_length}, {@code max_steps} of the
     *     model's own scheduler and {@code max_steps_by_scheduler} of the others, {@code lora_weight}, {@code max_loras}, and
     *     {@code unweighted_loras} of which a request may name one, with a weight of 1
     * @param stylePresets names for {@code style_preset}
     */
    @RegisterForReflection
    public record Model(
            String id,
            String object,
            long created,
            String ownedBy,
            String family,
            String device,
            String digest,
            List<String> abilities,
            List<String> schedulers,
            List<String> loras,
            Map<String, Object> parameters,
            List<String> stylePresets) {}
}
