/** The language that claims are written in, such as {@code nll(ar) < nll(block, blockSize=4)}. */
@NullMarked
package dev.dlmbench.claim;

import org.jspecify.annotations.NullMarked;
