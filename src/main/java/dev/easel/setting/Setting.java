package dev.easel.setting;

/**
 * One setting as a file has it.
 *
 * @param file the file, as the caller named its folder
 * @param line the line of its key, from 1
 * @param key its whole key, such as {@code easel.model.id}
 * @param value its text
 */
record Setting(String file, int line, String key, String value) {}
