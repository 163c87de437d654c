/** What every layer needs: user errors, checks, named random streams. */
@NullMarked
package dev.dlmbench.base;

import org.jspecify.annotations.NullMarked;
