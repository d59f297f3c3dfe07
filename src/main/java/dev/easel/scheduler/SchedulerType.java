package dev.easel.scheduler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scheduler classes of Hugging Face diffusers that Easel has, each with the settings it knows and what they are where
 * a configuration is silent.
 */
public enum SchedulerType {
    FLOW_MATCH_EULER("FlowMatchEulerDiscreteScheduler", Defaults.flowMatchEuler()),
    EULER("EulerDiscreteScheduler", Defaults.euler()),
    EULER_ANCESTRAL("EulerAncestralDiscreteScheduler", Defaults.eulerAncestral()),
    HEUN("HeunDiscreteScheduler", Defaults.heun()),
    DDIM("DDIMScheduler", Defaults.ddim()),
    DDPM("DDPMScheduler", Defaults.ddpm()),
    PNDM("PNDMScheduler", Defaults.pndm()),
    LCM("LCMScheduler", Defaults.lcm()),
    DPM_SOLVER("DPMSolverMultistepScheduler", Defaults.dpmSolver()),
    UNIPC("UniPCMultistepScheduler", Defaults.uniPc());

    /** What stands for a setting without a value. */
    static final String NOTHING = "null";

    private final String className;
    private final Map<String, Object> defaults;

    SchedulerType(String className, Map<String, Object> defaults) {
        this.className = className;
        this.defaults = defaults;
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

    /** How often the model is asked for N steps, and so how many steps their schedule has. */
    public int evaluations(int steps) {
        return switch (this) {
            case HEUN -> 2 * steps - 1;
            case PNDM -> steps == 1 ? 1 : steps + 1;
            default -> steps;
        };
    }

    /**
     * How many steps of a schedule one of the N steps is, where a generation is to start later: it starts at {@code
     * order} times the step ({@code scheduler.order} in diffusers).
     */
    public int order() {
        return this == HEUN ? 2 : 1;
    }

    /** Whether some class knows a setting; the others pass over it, as in diffusers. */
    public static boolean isSetting(String key) {
        return Arrays.stream(values()).anyMatch(type -> type.defaults.containsKey(key));
    }

    /** The settings of the class with their defaults: a Boolean, a Double, or a text, which may be {@link #NOTHING}. */
    Map<String, Object> defaults() {
        return defaults;
    }

    /** The defaults of each class; a class of their own, for the constants above are made before the enum's other fields. */
    private static final class Defaults {
        private static Map<String, Object> flowMatchEuler() {
            return Map.ofEntries(
                    Map.entry("num_train_timesteps", 1000.0),
                    Map.entry("shift", 1.0),
                    Map.entry("use_dynamic_shifting", false),
                    Map.entry("base_shift", 0.5),
                    Map.entry("max_shift", 1.15),
                    Map.entry("base_image_seq_len", 256.0),
                    Map.entry("max_image_seq_len", 4096.0),
                    Map.entry("invert_sigmas", false),
                    Map.entry("shift_terminal", NOTHING),
                    Map.entry("use_karras_sigmas", false),
                    Map.entry("use_exponential_sigmas", false),
                    Map.entry("use_beta_sigmas", false),
                    Map.entry("time_shift_type", "exponential"),
                    Map.entry("stochastic_sampling", false),
                    Map.entry("sigma_min", NOTHING),
                    Map.entry("sigma_max", NOTHING));
        }

        private static Map<String, Object> trained(String spacing, Map<String, Object> own) {
            var defaults = new HashMap<String, Object>(Map.of(
                    "num_train_timesteps",
                    1000.0,
                    "beta_start",
                    0.0001,
                    "beta_end",
                    0.02,
                    "beta_schedule",
                    "linear",
                    "trained_betas",
                    NOTHING,
                    "prediction_type",
                    "epsilon",
                    "timestep_spacing",
                    spacing,
                    "steps_offset",
                    0.0));
            defaults.putAll(own);
            return Map.copyOf(defaults);
        }

        private static Map<String, Object> euler() {
            return trained(
                    "linspace",
                    Map.of(
                            "interpolation_type",
                            "linear",
                            "use_karras_sigmas",
                            false,
                            "use_exponential_sigmas",
                            false,
                            "use_beta_sigmas",
                            false,
                            "sigma_min",
                            NOTHING,
                            "sigma_max",
                            NOTHING,
                            "timestep_type",
                            "discrete",
                            "rescale_betas_zero_snr",
                            false,
                            "final_sigmas_type",
                            "zero"));
        }

        private static Map<String, Object> eulerAncestral() {
            return trained("linspace", Map.of("rescale_betas_zero_snr", false));
        }

        private static Map<String, Object> heun() {
            return trained(
                    "linspace",
                    Map.of(
                            "beta_start",
                            0.00085,
                            "beta_end",
                            0.012,
                            "use_karras_sigmas",
                            false,
                            "use_exponential_sigmas",
                            false,
                            "use_beta_sigmas",
                            false,
                            "sigma_min",
                            NOTHING,
                            "sigma_max",
                            NOTHING,
                            "clip_sample",
                            false,
                            "clip_sample_range",
                            1.0));
        }

        private static Map<String, Object> clipped(boolean clip, Map<String, Object> own) {
            var defaults = new HashMap<String, Object>(Map.of(
                    "clip_sample",
                    clip,
                    "clip_sample_range",
                    1.0,
                    "thresholding",
                    false,
                    "dynamic_thresholding_ratio",
                    0.995,
                    "sample_max_value",
                    1.0,
                    "rescale_betas_zero_snr",
                    false));
            defaults.putAll(own);
            return trained("leading", defaults);
        }

        private static Map<String, Object> ddim() {
            return clipped(true, Map.of("set_alpha_to_one", true));
        }

        private static Map<String, Object> ddpm() {
            return clipped(true, Map.of("variance_type", "fixed_small"));
        }

        private static Map<String, Object> pndm() {
            return trained("leading", Map.of("skip_prk_steps", false, "set_alpha_to_one", false));
        }

        private static Map<String, Object> lcm() {
            return clipped(
                    false,
                    Map.of(
                            "beta_start", 0.00085,
                            "beta_end", 0.012,
                            "beta_schedule", "scaled_linear",
                            "original_inference_steps", 50.0,
                            "set_alpha_to_one", true,
                            "timestep_scaling", 10.0));
        }

        private static Map<String, Object> solver(Map<String, Object> own) {
            var defaults = new HashMap<>(flowMatchEuler());
            defaults.keySet().removeAll(Set.of("shift", "invert_sigmas", "stochastic_sampling", "shift_terminal"));
            defaults.putAll(Map.of(
                    "solver_order",
                    2.0,
                    "thresholding",
                    false,
                    "dynamic_thresholding_ratio",
                    0.995,
                    "sample_max_value",
                    1.0,
                    "lower_order_final",
                    true,
                    "use_flow_sigmas",
                    false,
                    "flow_shift",
                    1.0,
                    "final_sigmas_type",
                    "zero",
                    "rescale_betas_zero_snr",
                    false));
            defaults.putAll(own);
            return trained("linspace", defaults);
        }

        private static Map<String, Object> dpmSolver() {
            return solver(Map.of(
                    "algorithm_type",
                    "dpmsolver++",
                    "solver_type",
                    "midpoint",
                    "euler_at_final",
                    false,
                    "use_lu_lambdas",
                    false,
                    "lambda_min_clipped",
                    Double.NEGATIVE_INFINITY,
                    "variance_type",
                    NOTHING));
        }

        private static Map<String, Object> uniPc() {
            return solver(Map.of(
                    "predict_x0", true,
                    "solver_type", "bh2",
                    "disable_corrector", NOTHING,
                    "solver_p", NOTHING,
                    "shift_terminal", NOTHING));
        }
    }
}
