package dev.easel.image.file;

/**
 * How an image was generated, in two forms of the same facts. Either may be empty and hold any characters; those that a
 * file cannot hold (NUL and other control characters, lone surrogates) are left out.
 *
 * @param parameters the text that image tools display and parse: the prompt, then the settings
 * @param json the same facts as JSON text, which PNG keeps verbatim
 */
public record ImageMetadata(String parameters, String json) {}
