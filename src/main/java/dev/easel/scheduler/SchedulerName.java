package dev.easel.scheduler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of schedulers that users choose. A name stands for a class and a spacing of noise levels; the noise of
 * training, the prediction type and the offset remain the model's own.
 */
public enum SchedulerName {
    FLOW_MATCH_EULER(SchedulerType.FLOW_MATCH_EULER),
    EULER(SchedulerType.EULER),
    EULER_KARRAS(SchedulerType.EULER),
    EULER_EXPONENTIAL(SchedulerType.EULER),
    EULER_BETA(SchedulerType.EULER),
    EULER_ANCESTRAL(SchedulerType.EULER_ANCESTRAL),
    HEUN(SchedulerType.HEUN),
    HEUN_KARRAS(SchedulerType.HEUN),
    DDIM(SchedulerType.DDIM),
    DDPM(SchedulerType.DDPM),
    PNDM(SchedulerType.PNDM),
    LCM(SchedulerType.LCM),
    DPMPP_2M(SchedulerType.DPM_SOLVER),
    DPMPP_2M_KARRAS(SchedulerType.DPM_SOLVER),
    DPMPP_2M_SDE(SchedulerType.DPM_SOLVER),
    DPMPP_2M_SDE_KARRAS(SchedulerType.DPM_SOLVER),
    DPMPP_3M(SchedulerType.DPM_SOLVER),
    UNIPC(SchedulerType.UNIPC),
    UNIPC_KARRAS(SchedulerType.UNIPC);

    private static final String KARRAS = "use_karras_sigmas";
    private static final String ALGORITHM = "algorithm_type";
    private static final String SDE = "sde-dpmsolver++";

    private final SchedulerType type;

    SchedulerName(SchedulerType type) {
        this.type = type;
    }

    /** The settings of a name besides its class. */
    private Map<String, Object> settings() {
        return switch (this) {
            case EULER_KARRAS, HEUN_KARRAS, DPMPP_2M_KARRAS, UNIPC_KARRAS -> Map.of(KARRAS, true);
            case EULER_EXPONENTIAL -> Map.of("use_exponential_sigmas", true);
            case EULER_BETA -> Map.of("use_beta_sigmas", true);
            case DPMPP_2M_SDE -> Map.of(ALGORITHM, SDE);
            case DPMPP_2M_SDE_KARRAS -> Map.of(ALGORITHM, SDE, KARRAS, true);
            case DDPM -> Map.of("variance_type", "fixed_small");
            case DPMPP_3M -> Map.of("solver_order", 3.0);
            default -> Map.of();
        };
    }

    /** The settings of a name without others. */
    private static Map<String, Object> plain() {
        return Map.of(
                KARRAS,
                false,
                "use_exponential_sigmas",
                false,
                "use_beta_sigmas",
                false,
                "stochastic_sampling",
                false,
                ALGORITHM,
                "dpmsolver++",
                "solver_order",
                2.0,
                "skip_prk_steps",
                true);
    }

    /** The scheduler of a name such as {@code dpmpp_2m_karras}. */
    public static Optional<SchedulerName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
    }

    /** The names that can be used with a model's own configuration, in the order above. */
    public static List<SchedulerName> allowedFor(SchedulerConfig model) {
        return Arrays.stream(values()).filter(name -> name.fits(model)).toList();
    }

    /** The name as users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The number of model evaluations for N steps. */
    public int evaluations(int steps) {
        return type.evaluations(steps);
    }

    /**
     * The model's configuration with this scheduler instead of its own. Latents are clipped only if the model
     * says so, whatever the default of the class.
     */
    public SchedulerConfig appliedTo(SchedulerConfig model) {
        var changed = new HashMap<String, Object>(plain());
        changed.put("clip_sample", model.settings().getOrDefault("clip_sample", false));
        changed.putAll(settings());
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
        if (applied.isFlow() != model.isFlow() || (model.isFlow() && !takesFlows())) {
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
}
