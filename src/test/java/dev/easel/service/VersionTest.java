package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/** Which build, configuration and models run, over HTTP and as metrics. */
@QuarkusTest
class VersionTest {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    @Test
    void aRunningServiceTellsItsBuildConfigurationAndModels() {
        Service.awaitReady();
        var version = get("/v1/version").then().statusCode(200).extract();
        assertThat(version.<String>path("version")).isEqualTo("0.1.0");
        assertThat(version.<String>path("commit")).matches("[0-9a-f]{40}|unknown");
        assertThat(version.<String>path("configuration.digest")).matches(DIGEST);
        assertThat(version.<String>path("configuration.revision")).isNull();
        assertThat(version.<String>path("models[0].id")).isEqualTo("scenes-flux");
        String digest = Awaitility.await()
                .until(
                        () -> get("/v1/version").then().extract().<String>path("models[0].digest"),
                        found -> found != null);
        assertThat(digest)
                .matches(DIGEST)
                .isEqualTo(get("/v1/models").then().extract().<String>path("data[0].digest"));
    }

    @Test
    void metricsHaveTheSameBuildAndConfiguration() {
        Service.awaitReady();
        var version = get("/v1/version").then().extract();
        String metrics = Awaitility.await()
                .until(() -> get("/q/metrics").asString(), text -> text.contains("easel_config_info"));
        assertThat(metrics)
                .contains("easel_build_info{commit=\"" + version.<String>path("commit") + "\",version=\"0.1.0\"} 1")
                .contains("easel_config_info{digest=\"" + version.<String>path("configuration.digest")
                        + "\",revision=\"\"} 1");
    }
}
