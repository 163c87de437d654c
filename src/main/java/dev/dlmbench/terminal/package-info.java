/** What a terminal shows: tables, colours, wrapping, progress. */
@NullMarked
package dev.dlmbench.terminal;

import org.jspecify.annotations.NullMarked;
