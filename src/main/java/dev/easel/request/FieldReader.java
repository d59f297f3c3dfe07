package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.pipeline.Ability;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Domain;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.Parameter.Availability;
import dev.easel.request.parameter.ParameterContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads parameters one by one and collects everything that is wrong with them, so that a caller hears of all of it at once. */
final class FieldReader {
    private static final int MOST_UNKNOWN = 5;
    private static final Set<String> NAMES =
            Catalogue.ALL.stream().flatMap(Parameter::names).collect(Collectors.toUnmodifiableSet());

    private final RequestFields fields;
    private final ParameterContext context;
    private final List<Violation> violations = new ArrayList<>();
    private RequestFields style = Style.NONE;

    FieldReader(RequestFields fields, ParameterContext context) {
        this.fields = fields;
        this.context = context;
    }

    /** Takes what a caller does not send from a style, which was checked when the service started. */
    void styled(Style chosen) {
        style = chosen.fields();
    }

    /** The caller's value or the style's, or else the one for callers who send none. */
    <V> Optional<V> value(Parameter<V> parameter) {
        return given(parameter).or(parameter.domain(context)::whenAbsent);
    }

    /** The value of a parameter that always has one. */
    <V> V required(Parameter<V> parameter) {
        return value(parameter).orElseThrow();
    }

    /** The caller's value or the style's. */
    <V> Optional<V> given(Parameter<V> parameter) {
        var domain = parameter.domain(context);
        var given = parameter.names().filter(this::has).toList();
        if (given.isEmpty()) {
            return style.value(parameter.name(), domain::isOfType).map(domain::value);
        }
        given.stream()
                .skip(1)
                .forEach(
                        alias -> check(alias, false, "is another name for " + given.getFirst() + "; give one of them"));
        var values =
                given.stream().flatMap(field -> read(field, domain).stream()).toList();
        return values.stream()
                .filter(value -> mayHave(parameter, given.getFirst(), value))
                .findFirst();
    }

    /** An image, which is not looked into. */
    Optional<SentImage> image(Parameter<?> parameter) {
        String field = parameter.name();
        var image = fields.image(field);
        check(field, image.isPresent() || !has(field), "must be " + fields.imagesAre());
        return image;
    }

    boolean has(Parameter<?> parameter) {
        return has(parameter.name());
    }

    boolean has(String field) {
        return fields.isFile(field) || fields.value(field, _ -> true).isPresent();
    }

    /** Notes a violation unless a condition holds; tells whether it does. */
    boolean check(String field, boolean holds, String message) {
        if (!holds) {
            violations.add(new Violation(field, message));
        }
        return holds;
    }

    /** Ends the reading: unknown fields are violations too, and those of what is switched off. */
    void finish() {
        var off = Catalogue.ALL.stream()
                .filter(parameter -> parameter.availability(context) == Availability.OFF)
                .flatMap(Parameter::names)
                .collect(Collectors.toCollection(HashSet::new));
        violations.removeIf(violation -> off.contains(violation.field()));
        off.stream().filter(this::has).sorted().forEach(field -> check(field, false, "is switched off here"));
        var known = new TreeSet<>(NAMES);
        known.removeAll(off);
        // a body may have a hundred thousand of them
        fields.names()
                .filter(name -> !NAMES.contains(name))
                .limit(MOST_UNKNOWN)
                .forEach(name -> check(Domain.shortened(name), false, "is not a known field; known are " + known));
        if (!violations.isEmpty()) {
            throw new RejectedException(new Rejection.Invalid(List.copyOf(violations)));
        }
    }

    /** What would have no effect is refused, but for a value that asks for none. */
    private <V> boolean mayHave(Parameter<V> parameter, String field, V value) {
        var neutral = parameter.declaration().neutral();
        boolean fits = parameter.availability(context) != Availability.UNSUPPORTED
                || neutral.filter(value::equals).isPresent()
                // what goes with an image is refused with it
                || parameter.declaration().companion().isPresent();
        if (fits) {
            return true;
        }
        String need = parameter.declaration().abilities().stream()
                .map(FieldReader::word)
                .collect(Collectors.joining(" or "));
        String instead = neutral.map(one -> "must be " + one + " or absent").orElse("cannot be taken");
        return check(field, false, instead + ": " + context.model().name() + " does not support " + need);
    }

    private <V> Optional<V> read(String field, Domain<V> domain) {
        if (!check(field, !fields.isFile(field), "must be " + domain.describe() + ", not a file")) {
            return Optional.empty();
        }
        return fields.value(field, domain::isOfType)
                .filter(node -> check(field, domain.isOfType(node), domain.expected(node)))
                .filter(node -> hasNoFault(field, domain, node))
                .map(domain::value);
    }

    private boolean hasNoFault(String field, Domain<?> domain, JsonNode node) {
        var faults = domain.faults(node).toList();
        faults.forEach(fault -> check(field, false, fault));
        return faults.isEmpty();
    }

    /** An ability in words. */
    static String word(Ability ability) {
        return switch (ability) {
            case IMAGE_TO_IMAGE -> "image-to-image";
            case INPAINT -> "inpainting";
            case EDIT -> "editing";
            case NEGATIVE_PROMPT -> "negative prompts";
            case TRUE_CFG -> "true CFG";
            case STEP_BATCHING -> "step batching";
        };
    }
}
