package dev.easel.pipeline.family;

import dev.easel.pipeline.ModelDescription;
import dev.easel.scheduler.SchedulerConfig;
import dev.easel.scheduler.SchedulerType;

/** The published models with a U-Net and their defaults, which are those of their model cards. */
enum StableDiffusionVariant {
    SD("Stable Diffusion", 50, 7.5f),
    LCM("LCM", 4, 8.5f),
    XL("SDXL", 50, 5),
    XL_TURBO("SDXL-Turbo", 4, 0);

    private final String family;
    private final int steps;
    private final float guidanceScale;

    StableDiffusionVariant(String family, int steps, float guidanceScale) {
        this.family = family;
        this.steps = steps;
        this.guidanceScale = guidanceScale;
    }

    /** SDXL-Turbo is SDXL with another scheduler, which spaces its few steps to the end of the noise. */
    static StableDiffusionVariant ofXl(SchedulerConfig scheduler) {
        boolean turbo = scheduler.type() == SchedulerType.EULER_ANCESTRAL
                && "trailing".equals(scheduler.settings().get("timestep_spacing"));
        return turbo ? XL_TURBO : XL;
    }

    String family() {
        return family;
    }

    ModelDescription.Defaults defaults(int size) {
        return new ModelDescription.Defaults(size, steps, guidanceScale);
    }
}
