package dev.easel.tensor;

/**
 * A source of a generation's random numbers. Immutable: drawing returns the next source, so a step that is repeated
 * draws the same numbers.
 */
@FunctionalInterface
public interface NoiseSource {

    /** Standard normal float32 numbers. */
    Draw draw(Shape shape);

    /**
     * A draw.
     *
     * @param noise the numbers
     * @param rest the source of the next draw
     */
    record Draw(FloatTensor noise, NoiseSource rest) {}

    /** The numbers of {@code torch.Generator("cpu").manual_seed(seed)}, one tensor after another. */
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
