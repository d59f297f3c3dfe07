package dev.easel.image.file;

/** The characters that XML 1.0 allows. */
final class XmlText {
    private XmlText() {}

    /** {@code text} without control characters (tab and line breaks stay), lone surrogates and non-characters. */
    static String legal(String text) {
        return text.codePoints()
                .filter(XmlText::isLegal)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    // The production Char of https://www.w3.org/TR/xml/#charsets
    private static boolean isLegal(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || (codePoint >= 0x20 && codePoint <= 0xD7FF)
                || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
                || codePoint >= 0x10000;
    }
}
