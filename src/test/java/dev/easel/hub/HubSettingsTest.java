package dev.easel.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HubSettingsTest {
    @TempDir
    Path folder;

    @Test
    void findsTheCacheOfTheHubsTools() {
        assertThat(settings("HOME", "/home/me").cacheDir()).isEqualTo(Path.of("/home/me/.cache/huggingface/hub"));
        assertThat(settings("XDG_CACHE_HOME", "/c").cacheDir()).isEqualTo(Path.of("/c/huggingface/hub"));
        assertThat(settings("HF_HOME", "/hf").cacheDir()).isEqualTo(Path.of("/hf/hub"));
        assertThat(settings("HF_HOME", "~/hf", "HOME", "/home/me").cacheDir()).isEqualTo(Path.of("/home/me/hf/hub"));
        assertThat(settings("HF_HOME", "/hf", "HUGGINGFACE_HUB_CACHE", "/old").cacheDir())
                .isEqualTo(Path.of("/old"));
        assertThat(settings("HUGGINGFACE_HUB_CACHE", "/old", "HF_HUB_CACHE", "/new")
                        .cacheDir())
                .isEqualTo(Path.of("/new"));
    }

    @Test
    void readsTheTokenFromAVariableOrAFile() throws IOException {
        var file = Files.writeString(folder.resolve("token"), "hf_file\n");
        assertThat(settings("HF_HOME", folder.toString()).token()).contains("hf_file");
        assertThat(settings("HF_TOKEN_PATH", file.toString()).token()).contains("hf_file");
        assertThat(settings("HF_TOKEN_PATH", file.toString(), "HF_TOKEN", " hf_variable ")
                        .token())
                .contains("hf_variable");
        assertThat(settings("HF_HOME", folder.resolve("none").toString()).token())
                .isEmpty();
    }

    @Test
    void refusesATokenThatWouldBreakAHeaderWithoutPrintingIt() {
        assertThatThrownBy(() -> settings("HF_TOKEN", "hf_a\r\nHost: evil").token())
                .hasMessageContaining("HF_TOKEN")
                .hasMessageNotContaining("evil");
    }

    @Test
    void readsTheEndpointOfTheHubOrAMirror() {
        assertThat(settings().endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings("HF_ENDPOINT", "http://mirror.example:8080/hf/").endpoint())
                .isEqualTo(URI.create("http://mirror.example:8080/hf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example", "ftp://mirror", "https://", "https://user:secret@mirror", "https://m/?q"})
    void refusesAnInvalidEndpoint(String address) {
        assertThatThrownBy(() -> settings("HF_ENDPOINT", address).endpoint()).hasMessageContaining("is no endpoint");
    }

    private static HubSettings settings(String... variables) {
        var environment = new HashMap<String, String>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new HubSettings(Map.copyOf(environment));
    }
}
