package dev.easel.pipeline.prompt;

import dev.easel.lora.LoraStack;

/**
 * What the embeddings of a prompt depend on.
 *
 * @param prompt the text
 * @param loras the LoRAs that change the text encoders
 */
public record PromptKey(String prompt, LoraStack loras) {}
