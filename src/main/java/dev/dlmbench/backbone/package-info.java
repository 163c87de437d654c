/** The transformer: weights, attention patterns, time input, KV cache. */
@NullMarked
package dev.dlmbench.backbone;

import org.jspecify.annotations.NullMarked;
