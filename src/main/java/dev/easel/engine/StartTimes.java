package dev.easel.engine;

import java.time.Duration;

/**
 * How long an engine took to serve.
 *
 * @param natives loading of the native libraries, which may have begun before the engine
 * @param sessions opening of all models
 * @param warmUp drawing the first images, which nobody gets
 */
public record StartTimes(Duration natives, Duration sessions, Duration warmUp) {}
