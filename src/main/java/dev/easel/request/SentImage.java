package dev.easel.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a caller has sent, and that nobody has read yet. */
public sealed interface SentImage {

    /**
     * Reads the file. Takes time: not for an event loop.
     *
     * @param mostBytes how many bytes it may have, checked before it is read
     */
    InlineImage read(int mostBytes);

    /**
     * In a text field.
     *
     * @param text base64 or a data URL
     */
    record Inline(String text) implements SentImage {
        @Override
        public InlineImage read(int mostBytes) {
            return InlineImage.read(text, mostBytes);
        }
    }

    /**
     * As a file part of a form.
     *
     * @param file where it is for the time of the request
     * @param size bytes
     * @param mediaType what the part says it is
     */
    record Upload(Path file, long size, Optional<String> mediaType) implements SentImage {
        @Override
        public InlineImage read(int mostBytes) {
            if (size > mostBytes) {
                return new InlineImage.Refused("must be a file of at most " + mostBytes + " bytes, not " + size);
            }
            try {
                return new InlineImage.File(Files.readAllBytes(file), mediaType);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
