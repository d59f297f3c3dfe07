package dev.easel.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Builds the scheduler of a configuration, or refuses a setting by name. */
final class SchedulerAssembly {
    /** Limits the size of tables. */
    static final int MOST_TIMESTEPS = 100_000;

    private static final double MOST_SHIFT = 1000;
    private static final int MOST_TOKENS = 1 << 20;

    private final SchedulerConfig config;
    private final int timesteps;

    SchedulerAssembly(SchedulerConfig config) {
        this.config = config;
        this.timesteps = config.integer("num_train_timesteps", 2, MOST_TIMESTEPS);
    }

    Scheduler scheduler(FlowSpacing spacing) {
        refuseUnsupported();
        return switch (config.type()) {
            case FLOW_MATCH_EULER -> flowMatchEuler(spacing);
            case EULER -> new EulerScheduler(exploding());
            case EULER_ANCESTRAL -> new EulerAncestralScheduler(exploding());
            case HEUN -> new HeunScheduler(exploding(), clip());
            case DDIM -> ddim();
            case DDPM -> new DdpmScheduler(preserving(), config.choice("variance_type", DdpmScheduler.Variance.class));
            case PNDM -> pndm();
            case LCM ->
                new LcmScheduler(
                        preserving(),
                        config.integer("original_inference_steps", 1, timesteps),
                        config.number("timestep_scaling", 0, Double.MAX_VALUE));
            case DPM_SOLVER -> dpmSolver();
            case UNIPC -> uniPc();
        };
    }

    private void refuseUnsupported() {
        for (String key : List.of("trained_betas", "sigma_min", "sigma_max", "disable_corrector", "solver_p")) {
            config.require(key, SchedulerType.NOTHING);
        }
        for (String key : List.of("thresholding", "invert_sigmas", "use_lu_lambdas")) {
            config.require(key, false);
        }
        config.require("interpolation_type", "linear");
        config.require("timestep_type", "discrete");
        config.require("predict_x0", true);
        config.require("skip_prk_steps", true);
        config.require("lambda_min_clipped", Double.NEGATIVE_INFINITY);
    }

    private FlowMatchEulerScheduler flowMatchEuler(FlowSpacing spacing) {
        return new FlowMatchEulerScheduler(
                timesteps,
                shift("shift"),
                terminal(),
                curve(),
                spacing,
                config.flag("stochastic_sampling") ? SolverForm.SDE : SolverForm.ODE);
    }

    /** A terminal of 0 means none, as in diffusers. */
    private OptionalDouble terminal() {
        var terminal = config.optionalNumber("shift_terminal", 0, 0.999);
        return terminal.isPresent() && terminal.getAsDouble() == 0 ? OptionalDouble.empty() : terminal;
    }

    private SigmaShift shift(String key) {
        if (!config.flag("use_dynamic_shifting")) {
            return new SigmaShift.Static(config.number(key, Double.MIN_NORMAL, MOST_SHIFT));
        }
        // the fixed shift of FLUX.1-dev's file is ignored when shifting is dynamic, as in diffusers
        int base = config.integer("base_image_seq_len", 1, MOST_TOKENS);
        return new SigmaShift.Dynamic(
                config.number("base_shift", 0, MOST_SHIFT),
                config.number("max_shift", 0, MOST_SHIFT),
                base,
                config.integer("max_image_seq_len", base + 1, MOST_TOKENS),
                config.choice("time_shift_type", SigmaShift.TimeShift.class));
    }

    private Optional<SigmaCurve> curve() {
        var curves = Arrays.stream(SigmaCurve.values())
                .filter(curve -> config.flagIfKnown("use_" + curve.name().toLowerCase(Locale.ROOT) + "_sigmas"))
                .toList();
        if (curves.size() > 1) {
            throw new SettingException(
                    "sets two of use_karras_sigmas, use_exponential_sigmas and use_beta_sigmas", "one");
        }
        return curves.stream().findFirst();
    }

    private TrainingNoise noise(TerminalSnr rescaled) {
        double start = config.number("beta_start", Double.MIN_NORMAL, 0.999);
        double end = config.number("beta_end", start, 0.999);
        float[] betas = config.choice("beta_schedule", BetaSchedule.class).betas(start, end, timesteps);
        return TrainingNoise.of(
                betas, config.flagIfKnown("rescale_betas_zero_snr") ? rescaled : TerminalSnr.AS_TRAINED);
    }

    private Prediction prediction() {
        var prediction = config.choice("prediction_type", Prediction.class);
        boolean flow = config.flagIfKnown("use_flow_sigmas");
        if (flow != (prediction == Prediction.FLOW_PREDICTION)) {
            throw new SettingException(
                    "prediction_type",
                    config.value("prediction_type"),
                    flow ? "flow_prediction with use_flow_sigmas" : "epsilon or v_prediction");
        }
        return prediction;
    }

    private TimestepSpacing spacing() {
        return config.choice("timestep_spacing", TimestepSpacing.class);
    }

    private int offset() {
        return config.integer("steps_offset", 0, timesteps - 1);
    }

    private float lastSigma(TrainingNoise noise) {
        return config.knows("final_sigmas_type")
                        && config.choice("final_sigmas_type", FinalSigma.class) == FinalSigma.SIGMA_MIN
                ? noise.sigma(0)
                : 0;
    }

    private enum FinalSigma {
        ZERO,
        SIGMA_MIN
    }

    private VarianceExploding exploding() {
        var noise = noise(TerminalSnr.NEARLY_ZERO);
        return new VarianceExploding(noise, spacing(), offset(), curve(), lastSigma(noise), prediction());
    }

    private VariancePreserving preserving() {
        return new VariancePreserving(noise(TerminalSnr.ZERO), spacing(), offset(), prediction(), clip());
    }

    private OptionalDouble clip() {
        return config.flagIfKnown("clip_sample")
                ? OptionalDouble.of(config.number("clip_sample_range", Float.MIN_NORMAL, Float.MAX_VALUE))
                : OptionalDouble.empty();
    }

    private DdimScheduler ddim() {
        var space = preserving();
        return new DdimScheduler(space, finalAlpha(space.noise()), 0);
    }

    private PndmScheduler pndm() {
        var space = preserving();
        return new PndmScheduler(space, finalAlpha(space.noise()));
    }

    private float finalAlpha(TrainingNoise noise) {
        return config.flag("set_alpha_to_one") ? 1 : noise.alphaCumprod(0);
    }

    private DpmSolverScheduler dpmSolver() {
        if (config.value("variance_type").toString().startsWith("learned")) {
            throw new SettingException("variance_type", config.value("variance_type"), "none");
        }
        var form = switch (config.value("algorithm_type").toString()) {
            // diffusers converts the configuration of a DEIS scheduler to this
            case "dpmsolver++", "deis" -> SolverForm.ODE;
            case "sde-dpmsolver++" -> SolverForm.SDE;
            default ->
                throw new SettingException(
                        "algorithm_type", config.value("algorithm_type"), "dpmsolver++ or sde-dpmsolver++");
        };
        var type = switch (config.value("solver_type").toString()) {
            // diffusers converts the other solvers' types to this
            case "midpoint", "logrho", "bh1", "bh2" -> DpmSolverType.MIDPOINT;
            case "heun" -> DpmSolverType.HEUN;
            default -> throw new SettingException("solver_type", config.value("solver_type"), "midpoint or heun");
        };
        var order = new DpmSolverOrder(
                config.integer("solver_order", 1, 3), config.flag("lower_order_final"), config.flag("euler_at_final"));
        boolean cosine = config.value("beta_schedule").equals("squaredcos_cap_v2");
        var space = solverSpace(
                cosine ? SolverNoise.TimestepRounding.DOWN : SolverNoise.TimestepRounding.NEAREST,
                SolverNoise.Flow.Spacing.DPM_SOLVER);
        return new DpmSolverScheduler(space, form, type, order);
    }

    private UniPcScheduler uniPc() {
        config.require("shift_terminal", SchedulerType.NOTHING);
        config.require("lower_order_final", true);
        // diffusers converts the other solvers' types to bh2; with bh1 a last step without noise is not finite
        if (!List.of("bh2", "midpoint", "heun", "logrho").contains(config.value("solver_type"))) {
            throw new SettingException("solver_type", config.value("solver_type"), "bh2");
        }
        var space = solverSpace(SolverNoise.TimestepRounding.NEAREST, SolverNoise.Flow.Spacing.UNIPC);
        return new UniPcScheduler(space, config.integer("solver_order", 1, 3));
    }

    private SolverSpace solverSpace(SolverNoise.TimestepRounding karras, SolverNoise.Flow.Spacing flow) {
        if (config.flag("use_flow_sigmas")) {
            for (var curve : SigmaCurve.values()) {
                config.require("use_" + curve.name().toLowerCase(Locale.ROOT) + "_sigmas", false);
            }
            config.require("final_sigmas_type", "zero");
            return new SolverSpace(new SolverNoise.Flow(timesteps, shift("flow_shift"), flow), prediction());
        }
        config.require("use_dynamic_shifting", false);
        var noise = noise(TerminalSnr.NEARLY_ZERO);
        var curve = curve();
        var rounding = curve.equals(Optional.of(SigmaCurve.KARRAS)) ? karras : SolverNoise.TimestepRounding.DOWN;
        return new SolverSpace(
                new SolverNoise.Trained(noise, spacing(), offset(), curve, rounding, lastSigma(noise)), prediction());
    }
}
