/**
 * The configuration: reads a folder of YAML files with their lines, states the limits of settings, and says where a
 * mistake is and which key is meant.
 */
@NullMarked
package dev.easel.setting;

import org.jspecify.annotations.NullMarked;
