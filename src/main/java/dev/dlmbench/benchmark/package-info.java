/** Benchmarks of the harness itself, with JMH, and the same work in another implementation run beside it. */
@NullMarked
package dev.dlmbench.benchmark;

import org.jspecify.annotations.NullMarked;
