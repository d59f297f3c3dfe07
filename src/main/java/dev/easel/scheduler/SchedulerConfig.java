package dev.easel.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The settings of a scheduler, as in diffusers' {@code scheduler_config.json}. Settings that the class does not know
 * are kept for use with another class ({@code from_config}); missing settings have the class's defaults.
 *
 * @param type the class
 * @param settings Boolean, Double or String values by key
 */
public record SchedulerConfig(SchedulerType type, Map<String, Object> settings) {

    public SchedulerConfig {
        settings = Map.copyOf(settings);
    }

    /** The value of a setting in JSON: a Boolean, a Double or a String, {@code "null"} if it has none. */
    public static Object value(JsonNode json) {
        if (json.isBoolean()) {
            return json.asBoolean();
        }
        if (json.isNumber()) {
            return json.asDouble();
        }
        return json.isTextual() ? json.asText() : json.toString();
    }

    /** The settings for another class, as {@code OtherScheduler.from_config(config)} takes them over. */
    public SchedulerConfig as(SchedulerType other) {
        return new SchedulerConfig(other, settings);
    }

    /** With other values of some settings. */
    public SchedulerConfig with(Map<String, Object> others) {
        var changed = new HashMap<>(settings);
        changed.putAll(others);
        return new SchedulerConfig(type, changed);
    }

    /** Whether the model is a rectified flow; schedulers of flows do not fit other models, nor the reverse. */
    public boolean isFlow() {
        return type == SchedulerType.FLOW_MATCH_EULER
                || settings.getOrDefault("use_flow_sigmas", false).equals(true);
    }

    /**
     * The scheduler, spaced like the FLUX pipelines of diffusers if it is a flow.
     *
     * @throws SettingException if a setting is of the wrong type or range, or would change the image and is not
     *     supported
     */
    public Scheduler scheduler() {
        return scheduler(FlowSpacing.NUMPY);
    }

    /**
     * The scheduler.
     *
     * @param spacing how the steps of a flow-matching Euler schedule are spaced
     * @throws SettingException if a setting is of the wrong type or range, or would change the image and is not
     *     supported
     */
    public Scheduler scheduler(FlowSpacing spacing) {
        return new SchedulerAssembly(this).scheduler(spacing);
    }

    /**
     * The most steps that a schedule can have.
     *
     * @throws SettingException as {@link #scheduler()}
     */
    public int maxSteps() {
        int timesteps = integer("num_train_timesteps", 2, SchedulerAssembly.MOST_TIMESTEPS);
        return switch (type) {
            case FLOW_MATCH_EULER -> timesteps;
            case LCM -> integer("original_inference_steps", 1, timesteps);
            default -> timesteps - Math.max(1, integer("steps_offset", 0, timesteps - 1));
        };
    }

    /** Refuses a setting that the class knows, unless it has the only supported value. */
    void require(String key, Object supported) {
        if (type.defaults().containsKey(key) && !value(key).equals(supported)) {
            throw new SettingException(key, value(key), supported.toString());
        }
    }

    boolean knows(String key) {
        return type.defaults().containsKey(key);
    }

    boolean flag(String key) {
        return switch (value(key)) {
            case Boolean flag -> flag;
            case Object other -> throw new SettingException(key, other, "true or false");
        };
    }

    /** A flag, or false if the class does not know it. */
    boolean flagIfKnown(String key) {
        return knows(key) && flag(key);
    }

    double number(String key, double least, double most) {
        if (value(key) instanceof Double number && number >= least && number <= most) {
            return number;
        }
        throw new SettingException(key, value(key), "a number from " + least + " to " + most);
    }

    OptionalDouble optionalNumber(String key, double least, double most) {
        return value(key).equals(SchedulerType.NOTHING)
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(key, least, most));
    }

    int integer(String key, int least, int most) {
        if (value(key) instanceof Double number && number >= least && number <= most && number == Math.rint(number)) {
            return number.intValue();
        }
        throw new SettingException(key, value(key), "an integer from " + least + " to " + most);
    }

    /** One of the constants of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> choices) {
        Optional<E> chosen = Arrays.stream(choices.getEnumConstants())
                .filter(choice -> lowerCase(choice).equals(value(key)))
                .findFirst();
        return chosen.orElseThrow(() -> new SettingException(
                key,
                value(key),
                String.join(
                        " or ",
                        Arrays.stream(choices.getEnumConstants())
                                .map(SchedulerConfig::lowerCase)
                                .toList())));
    }

    private static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    Object value(String key) {
        var own = type.defaults().get(key);
        if (own == null) {
            throw new IllegalArgumentException(type.className() + " has no setting " + key);
        }
        return settings.getOrDefault(key, own);
    }
}
