package dev.easel.lora;

/**
 * A LoRA with its weight.
 *
 * @param lora the LoRA
 * @param weight the factor of its update; any finite number, 1 as it was trained
 */
public record AppliedLora(Lora lora, float weight) {

    /**
     * A LoRA with a finite weight.
     *
     * @throws IllegalArgumentException if the weight is not finite
     */
    public AppliedLora {
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of a LoRA must be a finite number, not " + weight);
        }
    }
}
