/** Lossless compression of texts by models: entropy coding along a sampler's path, and files of it. */
@NullMarked
package dev.dlmbench.compression;

import org.jspecify.annotations.NullMarked;
