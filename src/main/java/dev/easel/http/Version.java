package dev.easel.http;

import java.util.Optional;

/**
 * What runs here.
 *
 * @param version Easel's version
 * @param commit the commit that it was built from; {@code unknown} if that was not in a Git repository
 * @param configuration SHA-256 over the settings in force, 64 hexadecimal digits
 * @param revision Knative's name of the running revision
 */
public record Version(String version, String commit, String configuration, Optional<String> revision) {}
