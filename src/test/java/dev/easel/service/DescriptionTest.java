package dev.easel.service;

import org.junit.jupiter.api.BeforeEach;

/** Compares the description of the API with the running service. */
abstract class DescriptionTest {
    ApiDescription api;

    @BeforeEach
    void readDescription() {
        Service.awaitReady();
        api = ApiDescription.read();
    }
}
