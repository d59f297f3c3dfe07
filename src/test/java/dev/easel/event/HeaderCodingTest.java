package dev.easel.event;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderCodingTest {

    /** The first one is the example of the HTTP binding. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80",
                "a\"b, a%22b",
                "100%, 100%25",
                "plain/text:1~, plain/text:1~"
            })
    void everyTextIsEncodedForAHeader(String text, String header) {
        assertThat(HeaderCoding.encode(text)).isEqualTo(header);
        assertThat(HeaderCoding.decode(header)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"%, %", "100%, 100%", "%4, %4", "%zz, %zz", "%41, A", "%e2%82%ac, €", "'a b', 'a b'"})
    void invalidEscapesStandForThemselves(String header, String text) {
        assertThat(HeaderCoding.decode(header)).isEqualTo(text);
    }
}
