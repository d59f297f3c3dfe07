/** LoRA adapters: safetensors files in the key styles people have, merged into a graph's weights. */
@NullMarked
package dev.easel.lora;

import org.jspecify.annotations.NullMarked;
