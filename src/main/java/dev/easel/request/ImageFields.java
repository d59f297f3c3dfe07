package dev.easel.request;

import dev.easel.pipeline.Ability;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.ParameterContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import static dev.easel.request.parameter.Catalogue.IMAGE;
import static dev.easel.request.parameter.Catalogue.MASK_IMAGE;
import static dev.easel.request.parameter.Catalogue.STRENGTH;

/**
 * Reads the fields {@code image}, {@code mask_image} and {@code strength}: which of them there are decides the task, as far as
 * the model can.
 *
 * @param fields the request
 * @param context the model, and what callers may have it do
 */
record ImageFields(FieldReader fields, ParameterContext context) {

    /** What to make of the request's images, if it has any. */
    Optional<SentImages> read() {
        var image = fields.image(IMAGE);
        var mask = fields.image(MASK_IMAGE);
        double noise = fields.required(STRENGTH);
        boolean hasImage = fields.has(IMAGE);
        fields.check(MASK_IMAGE.name(), hasImage || !fields.has(MASK_IMAGE), "needs an image to paint into");
        fields.check(STRENGTH.name(), hasImage || !fields.has(STRENGTH), "needs an image, which it puts noise on");
        return image.flatMap(sent -> fields.has(MASK_IMAGE)
                ? mask.filter(_ -> can(MASK_IMAGE, Ability.INPAINT))
                        .map(painted -> new SentImages.Repainting(sent, painted, noise))
                : change(sent).or(() -> variation(sent, noise)));
    }

    private Optional<SentImages> change(SentImage image) {
        boolean wanted = context.can(Ability.EDIT) && !fields.has(STRENGTH);
        return wanted
                ? Optional.of(new SentImages.Change(
                        image,
                        new ReferenceSize(
                                context.model().defaults().size(),
                                context.model().sizeMultiple())))
                : Optional.empty();
    }

    private Optional<SentImages> variation(SentImage image, double noise) {
        // of a model that only edits, strength is what is wrong
        var field = context.can(Ability.EDIT) ? STRENGTH : IMAGE;
        return can(field, Ability.IMAGE_TO_IMAGE)
                ? Optional.of(new SentImages.Variation(image, noise))
                : Optional.empty();
    }

    private boolean can(Parameter<?> field, Ability ability) {
        String reason = context.isOff(ability)
                ? FieldReader.word(ability) + " is switched off here"
                : context.model().name() + " cannot do " + FieldReader.word(ability);
        return fields.check(
                field.name(), context.can(ability), "cannot be taken: " + reason + ", but only " + abilities());
    }

    private List<String> abilities() {
        return Stream.concat(
                        Stream.of("text-to-image"),
                        Stream.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.EDIT)
                                .filter(context::can)
                                .map(FieldReader::word))
                .toList();
    }
}
