/** PyTorch through DJL: devices, precision, seeds and compiled programs; nothing above touches its internals. */
@NullMarked
package dev.dlmbench.engine;

import org.jspecify.annotations.NullMarked;
