package dev.easel.pipeline.family;

import dev.easel.model.ModelFolder;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import java.util.EnumSet;
import java.util.Set;

/** The published FLUX.1 models and their defaults, which are those of their model cards. */
enum FluxVariant {
    DEV("FLUX.1-dev", 512, 28, 3.5f),
    SCHNELL("FLUX.1-schnell", 256, 4, 0),
    KONTEXT("FLUX.1-Kontext-dev", 512, 28, 2.5f);

    private final String family;
    private final int maxSequenceLength;
    private final int steps;
    private final float guidanceScale;

    FluxVariant(String family, int maxSequenceLength, int steps, float guidanceScale) {
        this.family = family;
        this.maxSequenceLength = maxSequenceLength;
        this.steps = steps;
        this.guidanceScale = guidanceScale;
    }

    static FluxVariant of(boolean guidanceEmbeds, ModelFolder folder) {
        if (folder.index().text("_class_name").endsWith("KontextPipeline")) {
            return KONTEXT;
        }
        return guidanceEmbeds ? DEV : SCHNELL;
    }

    String family() {
        return family;
    }

    int maxSequenceLength() {
        return maxSequenceLength;
    }

    ModelDescription.Defaults defaults(int size) {
        return new ModelDescription.Defaults(size, steps, guidanceScale);
    }

    Set<Ability> abilities() {
        var abilities = EnumSet.of(
                Ability.IMAGE_TO_IMAGE,
                Ability.INPAINT,
                Ability.NEGATIVE_PROMPT,
                Ability.TRUE_CFG,
                Ability.STEP_BATCHING);
        if (this == KONTEXT) {
            abilities.add(Ability.EDIT);
        }
        return abilities;
    }
}
