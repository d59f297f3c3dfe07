package dev.easel.image.file;

/**
 * What made an image, in two spellings of the same facts. Either may be empty and hold any characters; those that a
 * file cannot hold (NUL and other control characters, lone surrogates) are left out of it.
 *
 * @param parameters the text that image tools show and read back: the prompt, then the settings
 * @param json the same facts as JSON text, which PNG keeps to the letter
 */
public record ImageMetadata(String parameters, String json) {}
