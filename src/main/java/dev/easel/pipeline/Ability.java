package dev.easel.pipeline;

/** What a model can do besides generating an image from a prompt. */
public enum Ability {
    /** Vary an image. */
    IMAGE_TO_IMAGE,
    /** Inpaint a part of an image. */
    INPAINT,
    /** Edit an image by the prompt. */
    EDIT,
    /** Take a negative prompt. */
    NEGATIVE_PROMPT,
    /** Take {@code true_cfg_scale}. */
    TRUE_CFG,
    /** Rows at different steps in one forward pass. */
    STEP_BATCHING
}
