/** Likelihood estimators, evaluators, text statistics and latency. */
@NullMarked
package dev.dlmbench.evaluation;

import org.jspecify.annotations.NullMarked;
