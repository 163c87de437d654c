/** Who computes when: executors, worker processes, attempts, schedules. */
@NullMarked
package dev.dlmbench.run;

import org.jspecify.annotations.NullMarked;
