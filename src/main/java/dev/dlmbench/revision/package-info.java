/** Which revision of its sources the program is, and what git remembers. */
@NullMarked
package dev.dlmbench.revision;

import org.jspecify.annotations.NullMarked;
