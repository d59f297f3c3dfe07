/** LoRAs: safetensors files in all common key styles, merged into a graph's weights. */
@NullMarked
package dev.easel.lora;

import org.jspecify.annotations.NullMarked;
