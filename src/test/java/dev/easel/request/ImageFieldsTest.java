package dev.easel.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Properties;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Task;
import dev.easel.pipeline.WeightedLora;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What models of different abilities make of a request with images, adapters and a scheduler. */
class ImageFieldsTest {
    private static final Path FILE = Fixtures.GOLDENS.resolve("image_decoder/rgb.png");

    private static final String IMAGE = base64();
    private static final Set<Ability> ALL = Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.EDIT);
    private static final Set<Ability> FLUX = Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT);

    private final ImageReader images = new ImageReader(Properties.validated(ImagesConfig.class, Map.of()));

    static Stream<Arguments> tasks() {
        return Stream.of(
                Arguments.of(Set.of(), "", Task.TextToImage.class),
                Arguments.of(FLUX, ", 'image': 'I'", Task.ImageToImage.class),
                Arguments.of(FLUX, ", 'image': 'I', 'strength': 0.5", Task.ImageToImage.class),
                Arguments.of(FLUX, ", 'image': 'I', 'mask_image': 'I'", Task.Inpaint.class),
                Arguments.of(ALL, ", 'image': 'I'", Task.Edit.class),
                Arguments.of(ALL, ", 'image': 'I', 'strength': 0.5", Task.ImageToImage.class),
                Arguments.of(ALL, ", 'image': 'I', 'mask_image': 'I'", Task.Inpaint.class),
                Arguments.of(ALL, ", 'image': null, 'strength': null", Task.TextToImage.class));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theFieldsSayWhatIsMade(Set<Ability> abilities, String fields, Class<? extends Task> task) {
        assertThat(read(abilities, fields).parameters().task()).isInstanceOf(task);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        Set.of(),
                        ", 'image': 'I'",
                        "image",
                        "cannot be taken: tiny cannot do image-to-image, but only [text-to-image]"),
                Arguments.of(
                        Set.of(Ability.IMAGE_TO_IMAGE),
                        ", 'image': 'I', 'mask_image': 'I'",
                        "mask_image",
                        "cannot be taken: tiny cannot do inpainting, but only [text-to-image, image-to-image]"),
                Arguments.of(
                        Set.of(Ability.EDIT),
                        ", 'image': 'I', 'strength': 0.5",
                        "strength",
                        "cannot be taken: tiny cannot do image-to-image, but only [text-to-image, editing]"),
                Arguments.of(FLUX, ", 'mask_image': 'I'", "mask_image", "needs an image to paint into"),
                Arguments.of(FLUX, ", 'strength': 0.5", "strength", "needs an image, which it puts noise on"),
                Arguments.of(
                        FLUX, ", 'image': 'I', 'strength': 0", "strength", "must be a number from 0.01 to 1.0, not 0"),
                Arguments.of(FLUX, ", 'image': 5", "image", "must be a text: base64, or a data URL with base64"),
                Arguments.of(
                        FLUX, ", 'steps': 61", "steps", "must be at most 60 for this model's own scheduler, not 61"),
                Arguments.of(
                        FLUX,
                        ", 'steps': 51, 'scheduler': 'ddim'",
                        "steps",
                        "must be at most 50 for the scheduler ddim, not 51"),
                Arguments.of(FLUX, ", 'scheduler': 'heun'", "scheduler", "must be one of [ddim, euler], not \"heun\""),
                Arguments.of(FLUX, ", 'loras': ['ink']", "loras", "must be an object of numbers by name, not array"),
                Arguments.of(
                        FLUX,
                        ", 'loras': {'oil': 1}",
                        "loras",
                        "names oil, but must be one of [chalk, ink, seal, stamp]"),
                Arguments.of(
                        FLUX, ", 'loras': {'stamp': 0.5}", "loras", "must give stamp a weight of 1, it has no other"),
                Arguments.of(FLUX, ", 'loras': {'stamp': 1, 'seal': 1}", "loras", "may name only one of [seal, stamp]"),
                Arguments.of(FLUX, ", 'loras': {'ink': 3}", "loras", "must give ink a number from -2.0 to 2.0, not 3"),
                Arguments.of(
                        FLUX,
                        ", 'loras': {'ink': 'much'}",
                        "loras",
                        "must give ink a number from -2.0 to 2.0, not \"much\""),
                Arguments.of(
                        FLUX,
                        ", 'loras': {'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1}",
                        "loras",
                        "must have at most 4 names, not 5"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeMadeIsRefusedByName(Set<Ability> abilities, String fields, String field, String message) {
        var refused = catchThrowableOfType(RejectedException.class, () -> read(abilities, fields));

        assertThat(refused.rejection()).isEqualTo(new Rejection.Invalid(List.of(new Violation(field, message))));
    }

    @Test
    void aModelWithoutChoicesSaysSo() {
        var model = model(FLUX, Set.of(), Set.of());

        var refused = catchThrowableOfType(
                RejectedException.class, () -> reader(model).read(json(", 'scheduler': 'heun'"), Set.of()));

        assertThat(refused.rejection())
                .isEqualTo(new Rejection.Invalid(List.of(
                        new Violation("scheduler", "must be absent, as there is none to choose, not \"heun\""))));
    }

    @Test
    void strengthIsWhatWasWritten() {
        // a float nearest to 0.6 is more, and would begin one of ten steps earlier
        assertThat(read(FLUX, ", 'image': 'I'").parameters().task().strength()).isEqualTo(0.6);
        assertThat(read(FLUX, ", 'image': 'I', 'strength': 0.7")
                        .parameters()
                        .task()
                        .strength())
                .isEqualTo(0.7);
    }

    @Test
    void adaptersKeepTheirOrder() {
        var setup = read(FLUX, ", 'scheduler': 'euler', 'loras': {'ink': 0.5, 'chalk': -1}")
                .parameters()
                .setup();

        assertThat(setup.scheduler()).contains("euler");
        assertThat(setup.loras()).containsExactly(new WeightedLora("chalk", -1), new WeightedLora("ink", 0.5f));
    }

    @Test
    void aFormSaysTheSameInTexts() {
        var texts = Map.of("prompt", "5", "steps", "7", "seed", "8", "loras", "{\"ink\": 0.5}");
        var upload = new SentImage.Upload(FILE, FILE.toFile().length(), Optional.of("image/png"));

        var request = reader(FLUX)
                .read(new RequestFields.Form(texts, Map.of("image", upload)), Set.of("image"))
                .prepared(images);

        assertThat(request.parameters().prompt()).isEqualTo("5");
        assertThat(request.parameters().steps()).isEqualTo(7);
        assertThat(request.parameters().seed()).isEqualTo(8);
        assertThat(request.parameters().setup().loras()).containsExactly(new WeightedLora("ink", 0.5f));
        assertThat(request.parameters()
                        .task()
                        .equals(read(FLUX, ", 'image': 'I'").parameters().task()))
                .isTrue();
    }

    @Test
    void aFormIsRefusedByName() {
        var texts = Map.of("prompt", "a cat", "steps", "7 x", "image", IMAGE, "loras", "{\"ink\": 1, \"ink\": 1}");
        var upload = new SentImage.Upload(FILE, 1, Optional.empty());

        var refused = catchThrowableOfType(
                RejectedException.class,
                () -> reader(FLUX)
                        .read(new RequestFields.Form(texts, Map.of("width", upload, "photo", upload)), Set.of()));

        assertThat(((Rejection.Invalid) refused.rejection()).violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("steps", "image", "loras", "width", "photo");
    }

    @Test
    void anEditSeesTheImageAtATrainedSize() {
        var request = read(ALL, ", 'image': 'I'");
        var sent = request.imageSize().orElseThrow();
        var reference = new ReferenceSize(128, 16);

        assertThat(request.parameters().task()).isInstanceOfSatisfying(Task.Edit.class, edit -> {
            assertThat(SentImages.sizeOf(edit.image())).isEqualTo(reference.of(sent));
        });
        var result = reference.result(sent);
        assertThat(request.parameters().width()).isEqualTo(result.width() / 16 * 16);
        assertThat(request.parameters().height()).isEqualTo(result.height() / 16 * 16);
    }

    private GenerationRequest read(Set<Ability> abilities, String fields) {
        return reader(abilities).read(json(fields), Set.of()).prepared(images);
    }

    private static RequestReader reader(Set<Ability> abilities) {
        return reader(model(abilities, Set.of("euler", "ddim"), Set.of("ink", "chalk", "stamp", "seal")));
    }

    private static RequestReader reader(ModelDescription model) {
        return Requests.reader(model, Map.of());
    }

    private static ModelDescription model(Set<Ability> abilities, Set<String> schedulers, Set<String> loras) {
        var defaults = new ModelDescription.Defaults(128, 4, 3.5f);
        var mostSteps = schedulers.stream().collect(Collectors.toMap(Function.identity(), _ -> 50));
        return new ModelDescription(
                "tiny", "FLUX.1-dev", "cpu", 16, defaults, abilities, 60, mostSteps, loras, Set.of("stamp", "seal"));
    }

    private static RequestFields json(String fields) {
        String body = ("{'prompt': 'a cat'" + fields + "}")
                .replace("'I'", "'" + IMAGE + "'")
                .replace('\'', '"');
        try {
            return new RequestFields.Json((ObjectNode) new JsonMapper().readTree(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64() {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
