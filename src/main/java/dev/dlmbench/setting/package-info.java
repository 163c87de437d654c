/** The settings of a point: every key declared once, in the class of its section, and the records made of them. */
@NullMarked
package dev.dlmbench.setting;

import org.jspecify.annotations.NullMarked;
