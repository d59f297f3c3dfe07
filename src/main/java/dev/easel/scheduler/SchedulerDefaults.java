package dev.easel.scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What each scheduler class of diffusers takes for settings on which a configuration is silent. */
final class SchedulerDefaults {
    private static final Map<SchedulerType, Map<String, Object>> ALL = Map.ofEntries(
            Map.entry(SchedulerType.FLOW_MATCH_EULER, flowMatchEuler()),
            Map.entry(SchedulerType.EULER, euler()),
            Map.entry(SchedulerType.EULER_ANCESTRAL, eulerAncestral()),
            Map.entry(SchedulerType.HEUN, heun()),
            Map.entry(SchedulerType.DDIM, ddim()),
            Map.entry(SchedulerType.DDPM, ddpm()),
            Map.entry(SchedulerType.PNDM, pndm()),
            Map.entry(SchedulerType.LCM, lcm()),
            Map.entry(SchedulerType.DPM_SOLVER, dpmSolver()),
            Map.entry(SchedulerType.UNIPC, uniPc()));

    private SchedulerDefaults() {}

    /** The settings that a class knows, each with its default. */
    static Map<String, Object> of(SchedulerType type) {
        return ALL.getOrDefault(type, Map.of());
    }

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
                Map.entry("shift_terminal", SchedulerType.NOTHING),
                Map.entry("use_karras_sigmas", false),
                Map.entry("use_exponential_sigmas", false),
                Map.entry("use_beta_sigmas", false),
                Map.entry("time_shift_type", "exponential"),
                Map.entry("stochastic_sampling", false),
                Map.entry("sigma_min", SchedulerType.NOTHING),
                Map.entry("sigma_max", SchedulerType.NOTHING));
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
                SchedulerType.NOTHING,
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
                        SchedulerType.NOTHING,
                        "sigma_max",
                        SchedulerType.NOTHING,
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
                        SchedulerType.NOTHING,
                        "sigma_max",
                        SchedulerType.NOTHING,
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
                SchedulerType.NOTHING));
    }

    private static Map<String, Object> uniPc() {
        return solver(Map.of(
                "predict_x0", true,
                "solver_type", "bh2",
                "disable_corrector", SchedulerType.NOTHING,
                "solver_p", SchedulerType.NOTHING,
                "shift_terminal", SchedulerType.NOTHING));
    }
}
