/** The upkeep of a store: check, repair, merge, archives, garbage collection. */
@NullMarked
package dev.dlmbench.maintenance;

import org.jspecify.annotations.NullMarked;
