/** What settings may be: limits that are held when the configuration is read. */
@NullMarked
package dev.easel.setting;

import org.jspecify.annotations.NullMarked;
