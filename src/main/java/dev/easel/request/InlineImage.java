package dev.easel.request;

import java.util.Optional;

/**
 * A file within a text field: base64, or a data URL with base64. Addresses are never fetched: a caller could make the
 * service ask for what only the service can reach.
 *
 * <p>Base64 is the standard alphabet of RFC 4648, section 4, with or without padding. Spaces and line breaks are
 * skipped, since common tools break lines. In a data URL (RFC 2397) the media type and its parameters are optional,
 * percent-encoded characters are read, and data without {@code ;base64} are refused: no image comes that way.
 */
public sealed interface InlineImage {

    /**
     * Reads a field.
     *
     * @param text the field's value; the caller bounds its length
     * @param mostBytes how many bytes the file may have, checked before it is decoded
     */
    static InlineImage read(String text, int mostBytes) {
        return new InlineImageReader(text.strip(), mostBytes).read();
    }

    /** The file, of at least one byte, which nobody has looked into yet. */
    final class File implements InlineImage {
        private final byte[] bytes;
        private final Optional<String> mediaType;

        File(byte[] bytes, Optional<String> mediaType) {
            this.bytes = bytes;
            this.mediaType = mediaType;
        }

        /** The file's own bytes, not a copy: read them, do not write them. */
        public byte[] bytes() {
            return bytes;
        }

        /** What the data URL says the file is, in lower case and without parameters. */
        public Optional<String> mediaType() {
            return mediaType;
        }
    }

    /**
     * No file.
     *
     * @param message what is wrong and what to send, to follow the field's name
     */
    record Refused(String message) implements InlineImage {}
}
