package dev.easel.image.file;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class XmlTextTest {
    @Test
    void keepsLegalCharacters() {
        String text = "a <b> & \"c\"\t\r\n é 灯台 🎨 \ufffd \ue000";

        assertThat(XmlText.legal(text)).isEqualTo(text);
    }

    @Test
    void dropsIllegalCharacters() {
        assertThat(XmlText.legal("a\0b\u001fc\u000bd\ud83ce\udfa8f\ufffeg\uffff"))
                .isEqualTo("abcdefg");
    }
}
