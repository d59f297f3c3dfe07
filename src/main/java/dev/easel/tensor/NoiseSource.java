package dev.easel.tensor;

/**
 * Where a generation's random numbers come from. Immutable: drawing returns the source as it is afterwards, so that a
 * step that is done again draws the same numbers again.
 */
@FunctionalInterface
public interface NoiseSource {

    /** Standard normal float32 numbers. */
    Draw draw(Shape shape);

    /**
     * What was drawn.
     *
     * @param noise the numbers
     * @param rest what the next draw is made from
     */
    record Draw(FloatTensor noise, NoiseSource rest) {}

    /** The numbers of {@code torch.Generator("cpu").manual_seed(seed)}, drawn one tensor after the other. */
    static NoiseSource seeded(long seed) {
        return from(new TorchGenerator(seed));
    }

    private static NoiseSource from(TorchGenerator generator) {
        return shape -> {
            var next = generator.copy();
            return new Draw(next.randn(shape.toArray()), from(next));
        };
    }
}
