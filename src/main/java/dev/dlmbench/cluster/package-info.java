/** Plans carried out as job arrays of a cluster: batches, what becomes of them, and the workers of their elements. */
@NullMarked
package dev.dlmbench.cluster;

import org.jspecify.annotations.NullMarked;
