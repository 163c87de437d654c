/** Writers without parameters: what they learn of a text by counting, and what they predict. */
@NullMarked
package dev.dlmbench.control;

import org.jspecify.annotations.NullMarked;
