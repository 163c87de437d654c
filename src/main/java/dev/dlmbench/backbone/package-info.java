/**
 * The transformer: weights, attention patterns, time conditioning, KV cache. The network itself is the TorchScript
 * program in the resources of this package, from {@code network.py} on; {@code BackboneSource} gives it the numbers of
 * the enums here.
 */
@NullMarked
package dev.dlmbench.backbone;

import org.jspecify.annotations.NullMarked;
