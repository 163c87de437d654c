/** Metrics and all that is known of each: unit, direction, scale, format, what measures it, how scores are pooled. */
@NullMarked
package dev.dlmbench.metric;

import org.jspecify.annotations.NullMarked;
