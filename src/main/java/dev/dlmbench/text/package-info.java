/** Corpora, synthetic sources with exact likelihood, tokenizers, splits and batches; plain Java. */
@NullMarked
package dev.dlmbench.text;

import org.jspecify.annotations.NullMarked;
