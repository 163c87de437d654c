/** How each kind of node is computed: the one place where text, training, sampling, evaluation and results meet. */
@NullMarked
package dev.dlmbench.work;

import org.jspecify.annotations.NullMarked;
