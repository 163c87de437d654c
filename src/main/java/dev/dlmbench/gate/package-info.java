/** Whether a change made something worse: rules, baselines and verdicts. */
@NullMarked
package dev.dlmbench.gate;

import org.jspecify.annotations.NullMarked;
