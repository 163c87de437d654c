/** Suite files: reading with line and column, sweeps, validation, points. */
@NullMarked
package dev.dlmbench.suite;

import org.jspecify.annotations.NullMarked;
