package dev.easel.scheduler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names by which people choose a scheduler. A name says which class and which spacing of noise levels; all else, the
 * noise of training, the prediction type and the offset, stays the model's own.
 */
public enum SchedulerName {
    FLOW_MATCH_EULER(SchedulerType.FLOW_MATCH_EULER, Map.of("stochastic_sampling", false)),
    EULER(SchedulerType.EULER, Map.of()),
    EULER_KARRAS(SchedulerType.EULER, Curves.KARRAS),
    EULER_EXPONENTIAL(SchedulerType.EULER, Curves.EXPONENTIAL),
    EULER_BETA(SchedulerType.EULER, Curves.BETA),
    EULER_ANCESTRAL(SchedulerType.EULER_ANCESTRAL, Map.of()),
    HEUN(SchedulerType.HEUN, Map.of()),
    HEUN_KARRAS(SchedulerType.HEUN, Curves.KARRAS),
    DDIM(SchedulerType.DDIM, Map.of()),
    DDPM(SchedulerType.DDPM, Map.of("variance_type", "fixed_small")),
    PNDM(SchedulerType.PNDM, Map.of("skip_prk_steps", true)),
    LCM(SchedulerType.LCM, Map.of()),
    DPMPP_2M(SchedulerType.DPM_SOLVER, Map.of()),
    DPMPP_2M_KARRAS(SchedulerType.DPM_SOLVER, Curves.KARRAS),
    DPMPP_2M_SDE(SchedulerType.DPM_SOLVER, Map.of("algorithm_type", "sde-dpmsolver++")),
    DPMPP_2M_SDE_KARRAS(
            SchedulerType.DPM_SOLVER, Map.of("algorithm_type", "sde-dpmsolver++", "use_karras_sigmas", true)),
    DPMPP_3M(SchedulerType.DPM_SOLVER, Map.of("solver_order", 3.0)),
    UNIPC(SchedulerType.UNIPC, Map.of()),
    UNIPC_KARRAS(SchedulerType.UNIPC, Curves.KARRAS);

    private final SchedulerType type;
    private final Map<String, Object> settings;

    SchedulerName(SchedulerType type, Map<String, Object> settings) {
        this.type = type;
        this.settings = settings;
    }

    /** The scheduler of a name such as {@code dpmpp_2m_karras}. */
    public static Optional<SchedulerName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
    }

    /** The names that can be used with a model's own configuration, in the order above. */
    public static List<SchedulerName> allowedFor(SchedulerConfig model) {
        return Arrays.stream(values()).filter(name -> name.fits(model)).toList();
    }

    /** The name as people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How often the model is asked for N steps. */
    public int evaluations(int steps) {
        return type.evaluations(steps);
    }

    /**
     * The model's configuration with this scheduler instead of its own. Latents are never clipped on the way, whatever the
     * default of the class, unless the model says so.
     */
    public SchedulerConfig appliedTo(SchedulerConfig model) {
        var changed = new HashMap<String, Object>(Curves.NONE);
        changed.put("solver_order", 2.0);
        changed.put("algorithm_type", "dpmsolver++");
        changed.put("clip_sample", model.settings().getOrDefault("clip_sample", false));
        changed.putAll(settings);
        if (model.isFlow()) {
            changed.putAll(flowSettings(model));
        }
        return model.as(type).with(changed);
    }

    private static Map<String, Object> flowSettings(SchedulerConfig model) {
        var settings = model.settings();
        var shift = settings.getOrDefault(model.type() == SchedulerType.FLOW_MATCH_EULER ? "shift" : "flow_shift", 1.0);
        return Map.of(
                "use_flow_sigmas", true, "prediction_type", "flow_prediction", "flow_shift", shift, "shift", shift);
    }

    private boolean fits(SchedulerConfig model) {
        var applied = appliedTo(model);
        if (applied.isFlow() != model.isFlow() || model.isFlow() && !takesFlows()) {
            return false;
        }
        try {
            applied.scheduler();
            return true;
        } catch (SettingException e) {
            return false;
        }
    }

    private boolean takesFlows() {
        return type == SchedulerType.FLOW_MATCH_EULER || type.defaults().containsKey("use_flow_sigmas");
    }

    /** Settings that say how noise levels are spaced; a class of their own, for they are made before the enum's fields. */
    private static final class Curves {
        private static final Map<String, Object> NONE =
                Map.of("use_karras_sigmas", false, "use_exponential_sigmas", false, "use_beta_sigmas", false);
        private static final Map<String, Object> KARRAS = Map.of("use_karras_sigmas", true);
        private static final Map<String, Object> EXPONENTIAL = Map.of("use_exponential_sigmas", true);
        private static final Map<String, Object> BETA = Map.of("use_beta_sigmas", true);
    }
}
