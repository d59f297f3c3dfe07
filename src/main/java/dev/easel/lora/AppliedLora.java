package dev.easel.lora;

/**
 * An adapter, and how much of it.
 *
 * @param adapter the adapter
 * @param weight the factor of what it adds; any finite number, 1 is as trained
 */
public record AppliedLora(Lora adapter, float weight) {

    /**
     * An adapter and its weight.
     *
     * @throws IllegalArgumentException if the weight is not finite
     */
    public AppliedLora {
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of an adapter is a finite number, not " + weight);
        }
    }
}
