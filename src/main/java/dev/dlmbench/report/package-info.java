/** Reports rendered from stored results alone. */
@NullMarked
package dev.dlmbench.report;

import org.jspecify.annotations.NullMarked;
