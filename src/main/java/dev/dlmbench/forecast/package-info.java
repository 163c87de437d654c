/** How long a plan takes: the work of every node and what earlier ones took. */
@NullMarked
package dev.dlmbench.forecast;

import org.jspecify.annotations.NullMarked;
