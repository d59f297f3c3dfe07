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
record PictureFields(FieldReader fields, ModelDescription model, NumberRange strength) {
    private static final String STRENGTH = "strength";

    /** What is to be made of the request's pictures, if it has any. */
    Optional<SentPictures> read() {
        var image = fields.image(SentPictures.IMAGE);
        var mask = fields.image(SentPictures.MASK);
        double noise = fields.decimal(STRENGTH, strength);
        boolean hasImage = fields.has(SentPictures.IMAGE);
        fields.check(SentPictures.MASK, hasImage || !fields.has(SentPictures.MASK), "needs an image to paint into");
        fields.check(STRENGTH, hasImage || !fields.has(STRENGTH), "needs an image, which it puts noise on");
        return image.flatMap(sent -> fields.has(SentPictures.MASK)
                ? mask.filter(_ -> can(SentPictures.MASK, Ability.INPAINT))
                        .map(painted -> new SentPictures.Repainting(sent, painted, noise))
                : change(sent).or(() -> variation(sent, noise)));
    }

    private Optional<SentPictures> change(SentImage image) {
        boolean wanted = model.can(Ability.EDIT) && !fields.has(STRENGTH);
        return wanted
                ? Optional.of(new SentPictures.Change(
                        image, new ReferenceSize(model.defaults().size(), model.sizeMultiple())))
                : Optional.empty();
    }

    private Optional<SentPictures> variation(SentImage image, double noise) {
        // of a model that only edits, strength is what is wrong
        String field = model.can(Ability.EDIT) ? STRENGTH : SentPictures.IMAGE;
        return can(field, Ability.IMAGE_TO_IMAGE)
                ? Optional.of(new SentPictures.Variation(image, noise))
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
                                .map(PictureFields::word))
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
