/** The content-addressed store: nodes, attempts, checksums, locks, indexes, and their files. */
@NullMarked
package dev.dlmbench.store;

import org.jspecify.annotations.NullMarked;
