/** Noise schedules, corruption, reverse steps and objectives: pure mathematics on arrays. */
@NullMarked
package dev.dlmbench.process;

import org.jspecify.annotations.NullMarked;
