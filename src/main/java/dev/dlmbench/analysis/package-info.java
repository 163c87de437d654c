/** Tables, intervals and fronts over stored results. */
@NullMarked
package dev.dlmbench.analysis;

import org.jspecify.annotations.NullMarked;
