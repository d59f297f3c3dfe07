package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.model.ModelException;
import dev.easel.onnx.SessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A randomly changed model folder either generates an image or is refused with one of the documented exceptions.
 *
 * <p>A failure names its mutant; {@code -Deasel.mutants.first=7 -Deasel.mutants.count=1} runs that one again.
 */
class MutatedModelsTest {
    private static final long FIRST = Long.getLong("easel.mutants.first", 0);
    private static final long COUNT = Long.getLong("easel.mutants.count", 100);
    private static final List<String> MODELS = List.of(
            "tiny-random-flux-dev",
            "tiny-random-flux-schnell",
            "tiny-random-z-image-turbo",
            "tiny-random-sdxl-turbo",
            "tiny-random-lcm");
    private static final Set<Class<?>> REFUSALS =
            Set.of(ModelException.class, SessionException.class, UnusableNumbersException.class);

    private final Map<String, Integer> ends = new TreeMap<>();

    @Test
    void everyMutantGeneratesAnImageOrIsRefused(@TempDir Path folder) throws IOException {
        for (var model : MODELS) {
            var target = Files.createDirectory(folder.resolve(model));
            ModelCopy.of(Fixtures.model(model), target);
        }
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            var model = folder.resolve(MODELS.get((int) (seed % MODELS.size())));
            var mutant = ModelMutant.of(model, seed);
            mutant.damage();
            try {
                ends.merge(end(model), 1, Integer::sum);
            } catch (Throwable e) {
                throw new AssertionError("Mutant " + seed + ", " + model.getFileName() + "/" + mutant, e);
            } finally {
                mutant.repair();
            }
        }
        if (COUNT >= 100) {
            assertThat(ends.keySet()).contains("drawn", "ModelException");
        }
    }

    private static String end(Path model) {
        try (var pipeline = Drawing.open(model, Map.of())) {
            var pixels = Drawing.draw(pipeline, Drawing.image(1));
            assertThat(pixels.isFlat()).isFalse();
            return "drawn";
        } catch (RuntimeException e) {
            if (!REFUSALS.contains(e.getClass())) {
                throw e;
            }
            assertThat(e.getMessage()).isNotBlank();
            return e.getClass().getSimpleName();
        }
    }
}
