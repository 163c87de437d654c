/** What is recorded: measurements, samples, traces, histories, indexes, baselines. Plain values without files. */
@NullMarked
package dev.dlmbench.results;

import org.jspecify.annotations.NullMarked;
