package dev.easel.engine;

import java.time.Duration;

/**
 * The phases of an engine's start.
 *
 * @param natives loading the native libraries, which may have begun before the engine
 * @param sessions opening all models
 * @param warmUp generating the first images, which nobody gets
 */
public record StartTimes(Duration natives, Duration sessions, Duration warmUp) {}
