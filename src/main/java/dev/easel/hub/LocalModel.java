package dev.easel.hub;

import java.nio.file.Path;

/**
 * A model that is on this machine.
 *
 * @param name what callers know it by: its folder's name, or its name on the Hub without the organization
 * @param folder where its files are
 */
public record LocalModel(String name, Path folder) {}
