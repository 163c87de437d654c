/** Samplers, composed of a step plan, a token proposal and a position selector, and what they cost. */
@NullMarked
package dev.dlmbench.sampling;

import org.jspecify.annotations.NullMarked;
