package dev.easel.service;

import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

import static io.restassured.RestAssured.given;

/**
 * The metrics of a service with the included model, read from {@code /q/metrics} at every call.
 *
 * @param base the service's address; empty for the one that the test runs in
 */
record ServiceMetrics(String base) {
    /** How many denoise steps were made. */
    double steps() {
        return value("easel_steps_total{model=\"scenes-flux\"}");
    }

    /** How many images were drawn. */
    double images() {
        return value("easel_images_total{model=\"scenes-flux\"}");
    }

    /** How many requests were left by their callers. */
    double abandoned() {
        return value("easel_errors_total{kind=\"abandoned\"}");
    }

    /** How many requests are made ready for the engine. */
    double preparing() {
        return value("easel_preparation_length");
    }

    /** How many images are accepted and have not ended. */
    double queued() {
        return value("easel_queue_length{model=\"scenes-flux\"}");
    }

    /** Waits until nothing is left of what others asked for. */
    void awaitIdle() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> preparing() + queued() == 0);
    }

    /** A metric's value; 0 if it is not there yet. */
    double value(String name) {
        var line = Pattern.compile("^" + Pattern.quote(name) + " (.*)$", Pattern.MULTILINE)
                .matcher(given().get(base + "/q/metrics").asString());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
