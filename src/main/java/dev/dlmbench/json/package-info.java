/** JSON and lines of JSON: one way to read and write them, with errors that name their place. */
@NullMarked
package dev.dlmbench.json;

import org.jspecify.annotations.NullMarked;
