/** Intervals and tests as pure functions of numbers, each with its source. */
@NullMarked
package dev.dlmbench.statistics;

import org.jspecify.annotations.NullMarked;
