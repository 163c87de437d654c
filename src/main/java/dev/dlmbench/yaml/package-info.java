/** YAML with the place of every value, and the mistakes found in it, with suggestions. */
@NullMarked
package dev.dlmbench.yaml;

import org.jspecify.annotations.NullMarked;
