/** The training loop: optimiser settings, schedules, checkpoints and exact resumption. */
@NullMarked
package dev.dlmbench.training;

import org.jspecify.annotations.NullMarked;
