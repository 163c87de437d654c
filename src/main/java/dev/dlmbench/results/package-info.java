/** What was measured: records, provenance and the content-addressed store. */
@NullMarked
package dev.dlmbench.results;

import org.jspecify.annotations.NullMarked;
