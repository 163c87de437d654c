/** Two builds of the program that decode in turn, for gates. */
@NullMarked
package dev.dlmbench.speed;

import org.jspecify.annotations.NullMarked;
