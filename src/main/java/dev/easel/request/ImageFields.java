package dev.easel.request;

import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the fields {@code image}, {@code mask_image} and {@code strength}: which of them there are says what is to be
 * made, as far as the model can.
 *
 * @param fields the request
 * @param model the model to draw with
 * @param strength what the strength may be
 */
record ImageFields(FieldReader fields, ModelDescription model, NumberRange strength) {
    private static final String STRENGTH = "strength";

    /** What is to be made of the request's images, if it has any. */
    Optional<SentImages> read() {
        var image = fields.image(SentImages.IMAGE);
        var mask = fields.image(SentImages.MASK);
        double noise = fields.decimal(STRENGTH, strength);
        boolean hasImage = fields.has(SentImages.IMAGE);
        fields.check(SentImages.MASK, hasImage || !fields.has(SentImages.MASK), "needs an image to paint into");
        fields.check(STRENGTH, hasImage || !fields.has(STRENGTH), "needs an image, which it puts noise on");
        return image.flatMap(sent -> fields.has(SentImages.MASK)
                ? mask.filter(_ -> can(SentImages.MASK, Ability.INPAINT))
                        .map(painted -> new SentImages.Repainting(sent, painted, noise))
                : change(sent).or(() -> variation(sent, noise)));
    }

    private Optional<SentImages> change(SentImage image) {
        boolean wanted = model.can(Ability.EDIT) && !fields.has(STRENGTH);
        return wanted
                ? Optional.of(new SentImages.Change(
                        image, new ReferenceSize(model.defaults().size(), model.sizeMultiple())))
                : Optional.empty();
    }

    private Optional<SentImages> variation(SentImage image, double noise) {
        // of a model that only edits, strength is what is wrong
        String field = model.can(Ability.EDIT) ? STRENGTH : SentImages.IMAGE;
        return can(field, Ability.IMAGE_TO_IMAGE)
                ? Optional.of(new SentImages.Variation(image, noise))
                : Optional.empty();
    }

    private boolean can(String field, Ability ability) {
        return fields.check(
                field,
                model.can(ability),
                "cannot be taken: " + model.name() + " cannot do " + word(ability) + ", but only " + abilities());
    }

    private List<String> abilities() {
        return Stream.concat(
                        Stream.of("text-to-image"),
                        Stream.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.EDIT)
                                .filter(model::can)
                                .map(ImageFields::word))
                .toList();
    }

    private static String word(Ability ability) {
        return switch (ability) {
            case IMAGE_TO_IMAGE -> "image-to-image";
            case INPAINT -> "inpainting";
            case EDIT -> "editing";
            case NEGATIVE_PROMPT -> "negative prompts";
            case TRUE_CFG -> "true CFG";
            case STEP_BATCHING -> "step batching";
        };
    }
}
