package dev.easel.request;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class InlineImageTest {
    private static final byte[] FILE = bytes(1000);
    private static final String BASE64 = Base64.getEncoder().encodeToString(FILE);

    @Test
    void readsBase64() {
        var file = file(BASE64);

        assertThat(file.bytes()).isEqualTo(FILE);
        assertThat(file.mediaType()).isEmpty();
    }

    @Test
    void readsBase64WithoutPadding() {
        for (int length = 1; length < 5; length++) {
            byte[] bytes = bytes(length);

            assertThat(file(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                            .bytes())
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\t"})
    void skipsLineBreaks(String lineBreak) {
        String broken = Base64.getMimeEncoder(76, lineBreak.getBytes(US_ASCII)).encodeToString(FILE);

        assertThat(file("\n" + broken + lineBreak).bytes()).isEqualTo(FILE);
        assertThat(file("data:image/png;base64," + lineBreak + broken).bytes()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "'data:image/png;base64,', image/png",
        "'DATA:Image/PNG;Base64,', image/png",
        "'data:image/webp;name=a.webp;charset=utf-8;base64,', image/webp",
        "'data: image/jpeg ; base64,', image/jpeg"
    })
    void readsDataUrls(String header, String mediaType) {
        assertThat(file(header + BASE64).bytes()).isEqualTo(FILE);
        assertThat(file(header + BASE64).mediaType()).contains(mediaType);
    }

    @Test
    void takesADataUrlThatSaysNoType() {
        assertThat(file("data:;base64," + BASE64).mediaType()).isEmpty();
    }

    @Test
    void readsPercentEncodedData() {
        byte[] bytes = {(byte) 0xFB, (byte) 0xEF, (byte) 0xFF, 1};
        assertThat(Base64.getEncoder().encodeToString(bytes)).isEqualTo("++//AQ==");

        assertThat(file("data:image/png;base64,%2B%2b%2F/AQ%3D%3D").bytes()).isEqualTo(bytes);
        assertThat(file("data:image/png;base64,++//AQ%3D%3d%0A").bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a.png, https:",
        "HTTP://169.254.169.254/latest, http:",
        "file:///etc/passwd, file:",
        "ftp://example.org/a, ftp:",
        "jar:file:/a!/b, jar:",
        "C:\\a.png, c:"
    })
    void doesNotFetch(String url, String scheme) {
        assertThat(refusal(url))
                .isEqualTo("is an address (" + scheme + "), and addresses are not fetched;"
                        + " send the file itself, as base64 or as a data URL with base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesNothing(String text) {
        assertThat(refusal(text)).startsWith("is empty; send");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:image/png;base64,", "data:;base64, \n", "data:;base64,%20"})
    void refusesADataUrlWithoutData(String url) {
        assertThat(refusal(url)).startsWith("has no data; send");
    }

    @ParameterizedTest
    @CsvSource({
        "'AAAA?AAA', 5, '''?'''",
        "'AAA-', 4, '''-'''",
        "'AAAA\u0000', 5, U+0000",
        "'灯台', 1, U+706F",
        "'AA%2B', 3, '''%'''",
        "/home/someone/a.png, 16, '''.'''",
        "'data:;base64,AA%4', 16, '''%'''",
        "'data:;base64,AA%ZZ', 16, '''%'''",
        "'data:;base64,AA%00', 16, '''%'''",
        "'data:;base64,AA,A', 16, ''','''"
    })
    void namesWhatIsNotBase64(String text, int character, String shown) {
        assertThat(refusal(text))
                .isEqualTo("must be base64, or a data URL with base64; its character " + character + " is " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "AA=A", "A=", "AAAA=", "====", "=", "AA==="})
    void refusesBase64WithAWrongEnd(String text) {
        assertThat(refusal(text)).isEqualTo("must be base64, and whole: its end is missing or misplaced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:image/png,AAAA", "data:,AAAA", "data:image/png;base64;x,AAAA", "data:base64,AAAA"})
    void refusesDataThatAreNotBase64(String url) {
        assertThat(refusal(url)).startsWith("must have its data in base64");
    }

    @Test
    void refusesADataUrlWithoutAComma() {
        assertThat(refusal("data:image/png;base64" + BASE64)).contains("comma");
        assertThat(refusal("data:" + "a".repeat(1000) + ";base64,AAAA")).contains("comma");
    }

    @Test
    void boundsTheFile() {
        for (int length : new int[] {9, 10, 11}) {
            String text = Base64.getEncoder().encodeToString(bytes(length));

            assertThat(InlineImage.read(text, length)).isInstanceOf(InlineImage.File.class);
            assertThat(InlineImage.read(text, length - 1))
                    .isEqualTo(new InlineImage.Refused(
                            "must be a file of at most " + (length - 1) + " bytes, not " + length));
        }
    }

    private static InlineImage.File file(String text) {
        return (InlineImage.File) InlineImage.read(text, 1000);
    }

    private static String refusal(String text) {
        return ((InlineImage.Refused) InlineImage.read(text, 1000)).message();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
