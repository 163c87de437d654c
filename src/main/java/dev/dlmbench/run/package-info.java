/** Nodes of work, the plan over them, and the worker processes that carry it out. */
@NullMarked
package dev.dlmbench.run;

import org.jspecify.annotations.NullMarked;
