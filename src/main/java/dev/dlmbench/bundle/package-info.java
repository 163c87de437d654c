/** The program packed for machines that have neither a network nor a JDK. */
@NullMarked
package dev.dlmbench.bundle;

import org.jspecify.annotations.NullMarked;
