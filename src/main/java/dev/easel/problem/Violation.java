package dev.easel.problem;

/**
 * What is wrong with one field.
 *
 * @param field the field's name, or {@code body} for the request as a whole
 * @param message what was found and what is expected
 */
public record Violation(String field, String message) {}
