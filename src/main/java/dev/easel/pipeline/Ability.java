package dev.easel.pipeline;

/** What a served model can do beside drawing an image from a prompt. */
public enum Ability {
    /** Vary an image. */
    IMAGE_TO_IMAGE,
    /** Paint a part of an image anew. */
    INPAINT,
    /** Change an image as the prompt says. */
    EDIT,
    /** Steer away from a negative prompt. */
    NEGATIVE_PROMPT,
    /** Take {@code true_cfg_scale}. */
    TRUE_CFG,
    /** Rows at different steps in one forward pass. */
    STEP_BATCHING
}
