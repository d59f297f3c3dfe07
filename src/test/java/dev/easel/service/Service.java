package dev.easel.service;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

import static io.restassured.RestAssured.given;

/** The running service, as a client sees it. */
public final class Service {
    public static final String GENERATE = "/generate";
    public static final String FUNCTION = "/text-to-image";

    static final ServiceMetrics METRICS = new ServiceMetrics("");

    private Service() {}

    public static void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    public static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    static Response generate(Map<String, ?> request) {
        return json(request).post(GENERATE);
    }

    /** The path of an address that the service has returned. */
    static String path(String address) {
        return address.replaceFirst("^https?://[^/]+", "");
    }

    /** An image that takes little time. */
    public static Map<String, ?> quick(String prompt) {
        return Map.of("prompt", prompt, "steps", 2, "seed", 7);
    }
}
