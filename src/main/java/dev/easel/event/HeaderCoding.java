package dev.easel.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Attributes as header values, by the CloudEvents HTTP binding (1.0.2, 3.1.3.2): in UTF-8, with what is not printable
 * ASCII, and space, double quote and percent, percent-encoded. The SDK leaves that to its users.
 */
final class HeaderCoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HeaderCoding() {}

    /** An attribute's value for a header. */
    static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '"' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** An attribute's value from a header; a percent sign that encodes nothing stands for itself. */
    static String decode(String header) {
        byte[] octets = header.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '%' && i + 2 < octets.length && isHex(octets[i + 1]) && isHex(octets[i + 2])) {
                decoded.write(16 * HexFormat.fromHexDigit(octets[i + 1]) + HexFormat.fromHexDigit(octets[i + 2]));
                i += 2;
            } else {
                decoded.write(octets[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(byte octet) {
        return HexFormat.isHexDigit(octet);
    }
}
