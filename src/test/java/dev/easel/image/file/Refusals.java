package dev.easel.image.file;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Catches a decoder's refusal. */
final class Refusals {
    private Refusals() {}

    static ImageRefusedException of(ThrowingCallable decoding) {
        return catchThrowableOfType(ImageRefusedException.class, decoding);
    }
}
