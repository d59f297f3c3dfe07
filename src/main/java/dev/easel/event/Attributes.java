package dev.easel.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the attributes of an event, and their violations. */
final class Attributes {
    /** Enough for every use, and short enough for headers and logs. */
    static final int LONGEST = 1024;

    private static final String PREFIX = "ce-";
    private static final String SPEC_VERSION = "specversion";
    private static final List<String> REQUIRED = List.of(SPEC_VERSION, "id", "source", "type");
    private static final Set<String> DATA = Set.of("data", "data_base64");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /** The attributes of a binary event. */
    static Attributes ofHeaders(Iterable<Map.Entry<String, String>> headers) {
        var attributes = new Attributes();
        for (var header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                attributes.add(name.substring(PREFIX.length()), HeaderCoding.decode(header.getValue()));
            } else if (name.equals("content-type")) {
                attributes.add("datacontenttype", header.getValue());
            }
        }
        return attributes;
    }

    /** The attributes of a structured event; {@code null} is the same as absent. */
    static Attributes ofEnvelope(ObjectNode envelope) {
        var attributes = new Attributes();
        envelope.properties().stream()
                .filter(field -> !field.getValue().isNull() && !DATA.contains(field.getKey()))
                .forEach(field -> {
                    if (field.getValue().isContainerNode()) {
                        attributes.violations.add(new Violation(shown(field.getKey()), "must be a string"));
                    } else {
                        attributes.add(field.getKey(), field.getValue().asText());
                    }
                });
        return attributes;
    }

    /** One of them, even if others are invalid. */
    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private void add(String name, String value) {
        if (value.length() > LONGEST) {
            violations.add(new Violation(shown(name), "must have at most " + LONGEST + " characters"));
        } else if (!value.codePoints().allMatch(Attributes::isAllowed)) {
            violations.add(new Violation(shown(name), "has a control character or an unpaired surrogate"));
        } else if (values.putIfAbsent(name, value) != null) {
            violations.add(new Violation(shown(name), "is given twice"));
        }
    }

    /** What the type String of CloudEvents allows. */
    private static boolean isAllowed(int point) {
        return !Character.isISOControl(point)
                && Character.getType(point) != Character.SURROGATE
                && (point & 0xfffe) != 0xfffe;
    }

    /** Names come from the caller and go into answers. */
    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "…" : name;
    }

    /**
     * The event with these attributes.
     *
     * @throws RejectedException with a violation for each that is missing or invalid
     */
    CloudEvent with(Optional<CloudEventData> data) {
        REQUIRED.stream()
                .filter(name -> get(name).map(String::isBlank).orElse(true))
                .filter(name ->
                        violations.stream().noneMatch(known -> known.field().equals(name)))
                .forEach(name -> violations.add(new Violation(name, "is missing; every event needs one")));
        get(SPEC_VERSION)
                .filter(version -> !version.isBlank() && !version.equals("1.0"))
                .ifPresent(_ -> violations.add(new Violation(SPEC_VERSION, "must be 1.0")));
        refuse();
        var builder = CloudEventBuilder.v1();
        values.forEach((name, value) -> set(builder, name, value));
        refuse();
        data.ifPresent(builder::withData);
        return builder.build();
    }

    private void refuse() {
        if (!violations.isEmpty()) {
            throw new RejectedException(new Rejection.Invalid(List.copyOf(violations)));
        }
    }

    private void set(CloudEventBuilder builder, String name, String value) {
        if (name.equals(SPEC_VERSION)) {
            return;
        }
        try {
            builder.withContextAttribute(name, value);
        } catch (RuntimeException e) {
            // the SDK has no exception of its own for an invalid name or value
            violations.add(new Violation(shown(name), "is not an attribute of events, or its value is invalid"));
        }
    }
}
