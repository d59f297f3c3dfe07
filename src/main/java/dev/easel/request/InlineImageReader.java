package dev.easel.request;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one {@link InlineImage}. */
final class InlineImageReader {
    private static final String SEND = "send the file itself, as base64 or as a data URL with base64";
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30}):");
    private static final int LONGEST_HEADER = 200;
    private static final int HEXADECIMAL = 16;

    private final String text;
    private final int mostBytes;

    InlineImageReader(String text, int mostBytes) {
        this.text = text;
        this.mostBytes = mostBytes;
    }

    InlineImage read() {
        if (text.isEmpty()) {
            return new InlineImage.Refused("is empty; " + SEND);
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            return decode(0, Optional.empty());
        }
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        return name.equals("data")
                ? dataUrl(scheme.end())
                : new InlineImage.Refused("is an address (" + name + ":), and addresses are not fetched; " + SEND);
    }

    private InlineImage dataUrl(int start) {
        int comma = text.indexOf(',', start);
        if (comma < 0 || comma - start > LONGEST_HEADER) {
            return new InlineImage.Refused("must have a comma before the data of its data URL");
        }
        String[] header = text.substring(start, comma).toLowerCase(Locale.ROOT).split(";", -1);
        if (header.length < 2 || !header[header.length - 1].strip().equals("base64")) {
            return new InlineImage.Refused(
                    "must have its data in base64, and ;base64 before the comma of its data URL");
        }
        return decode(comma + 1, Optional.of(header[0].strip()).filter(type -> !type.isEmpty()));
    }

    private InlineImage decode(int start, Optional<String> mediaType) {
        byte[] base64 = new byte[text.length() - start];
        int length = 0;
        for (int i = start; i < text.length(); i++) {
            boolean escaped = start > 0 && text.charAt(i) == '%';
            int character = escaped ? unescaped(i) : text.charAt(i);
            if (isBase64(character)) {
                base64[length++] = (byte) character;
            } else if (!isSpace(character)) {
                return new InlineImage.Refused("must be base64, or a data URL with base64; its character " + (i + 1)
                        + " is " + shown(text.charAt(i)));
            }
            i += escaped ? 2 : 0;
        }
        return length == 0
                ? new InlineImage.Refused("has no data; " + SEND)
                : decode(Arrays.copyOf(base64, length), mediaType);
    }

    private InlineImage decode(byte[] base64, Optional<String> mediaType) {
        int padding = 0;
        while (padding < 2 && padding < base64.length && base64[base64.length - 1 - padding] == '=') {
            padding++;
        }
        long bytes = (base64.length - padding) * 3L / 4;
        if (bytes > mostBytes) {
            return new InlineImage.Refused("must be a file of at most " + mostBytes + " bytes, not " + bytes);
        }
        try {
            return new InlineImage.File(Base64.getDecoder().decode(base64), mediaType);
        } catch (IllegalArgumentException e) {
            return new InlineImage.Refused("must be base64, and whole: its end is missing or misplaced");
        }
    }

    /** The character of the escape at an index, such as {@code +} of {@code %2B}; -1 if it is none. */
    private int unescaped(int index) {
        if (index + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(index + 1), HEXADECIMAL);
        int low = Character.digit(text.charAt(index + 2), HEXADECIMAL);
        return high < 0 || low < 0 ? -1 : high * HEXADECIMAL + low;
    }

    private static boolean isBase64(int character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/'
                || character == '=';
    }

    private static boolean isSpace(int character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    private static String shown(char character) {
        return character > ' ' && character <= '~'
                ? "'" + character + "'"
                : String.format(Locale.ROOT, "U+%04X", (int) character);
    }
}
