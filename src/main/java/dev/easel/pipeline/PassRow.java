package dev.easel.pipeline;

import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One row of a forward pass.
 *
 * @param generation the generation that the row belongs to
 * @param embeddings the prompt of the row, positive or negative
 * @param sample the latents as an input of the network
 */
public record PassRow(Denoising generation, PromptEmbeddings embeddings, FloatTensor sample) {

    /** A row for each generation, followed by a second one with its negative prompt if it is guided. */
    static List<PassRow> of(List<Denoising> generations, Predicate<Denoising> isGuided) {
        var rows = new ArrayList<PassRow>();
        for (var generation : generations) {
            var sample = generation.modelInput();
            var conditioning = generation.conditioning();
            rows.add(new PassRow(generation, conditioning.positive(), sample));
            if (isGuided.test(generation)) {
                conditioning.negative().ifPresent(negative -> rows.add(new PassRow(generation, negative, sample)));
            }
        }
        return rows;
    }

    /** One input of the network: the same part of each row, on axis 0. */
    public static FloatTensor join(List<PassRow> rows, Function<PassRow, FloatTensor> part) {
        return FloatTensor.concatenate(rows.stream().map(part).toList());
    }

    /** The samples of all rows. */
    public static FloatTensor samples(List<PassRow> rows) {
        return join(rows, PassRow::sample);
    }

    /** The prompt sequences of all rows, which have one length. */
    public static FloatTensor sequences(List<PassRow> rows) {
        return join(rows, row -> row.embeddings().promptEmbeds());
    }

    /** The pooled prompts of all rows. */
    public static FloatTensor vectors(List<PassRow> rows) {
        return join(rows, row -> row.embeddings().pooled());
    }

    /** One number for each row. */
    public static FloatTensor numbers(List<PassRow> rows, Function<Denoising, Float> number) {
        var numbers = new float[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number.apply(rows.get(i).generation());
        }
        return FloatTensor.vector(numbers);
    }
}
