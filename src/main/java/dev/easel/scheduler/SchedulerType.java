package dev.easel.scheduler;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The supported scheduler classes of Hugging Face diffusers, each with its settings and their defaults.
 */
public enum SchedulerType {
    FLOW_MATCH_EULER("FlowMatchEulerDiscreteScheduler"),
    EULER("EulerDiscreteScheduler"),
    EULER_ANCESTRAL("EulerAncestralDiscreteScheduler"),
    HEUN("HeunDiscreteScheduler"),
    DDIM("DDIMScheduler"),
    DDPM("DDPMScheduler"),
    PNDM("PNDMScheduler"),
    LCM("LCMScheduler"),
    DPM_SOLVER("DPMSolverMultistepScheduler"),
    UNIPC("UniPCMultistepScheduler");

    /** The value of a setting that has none. */
    static final String NOTHING = "null";

    private final String className;

    SchedulerType(String className) {
        this.className = className;
    }

    /** The type of a {@code _class_name}. */
    public static Optional<SchedulerType> of(String className) {
        return Arrays.stream(values())
                .filter(type -> type.className.equals(className))
                .findFirst();
    }

    /** The {@code _class_name}. */
    public String className() {
        return className;
    }

    /** The number of model evaluations for N steps, which is also the number of steps of their schedule. */
    public int evaluations(int steps) {
        return switch (this) {
            case HEUN -> 2 * steps - 1;
            case PNDM -> steps == 1 ? 1 : steps + 1;
            default -> steps;
        };
    }

    /**
     * How many steps of the schedule one of N steps takes: a generation that starts later starts at {@code order} times
     * the step ({@code scheduler.order} in diffusers).
     */
    public int order() {
        return this == HEUN ? 2 : 1;
    }

    /** Whether some class knows a setting; the others ignore it, as in diffusers. */
    public static boolean isSetting(String key) {
        return Arrays.stream(values()).anyMatch(type -> type.defaults().containsKey(key));
    }

    /** The settings of the class with their defaults: a Boolean, a Double, or a text, which may be {@link #NOTHING}. */
    Map<String, Object> defaults() {
        return SchedulerDefaults.of(this);
    }
}
