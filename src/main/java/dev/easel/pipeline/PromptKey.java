package dev.easel.pipeline;

import java.util.List;

/**
 * What the embeddings of a prompt depend on.
 *
 * @param prompt the text
 * @param loras adapters that change how it is read
 */
record PromptKey(String prompt, List<WeightedLora> loras) {}
