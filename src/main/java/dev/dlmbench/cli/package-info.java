/** Commands, exit codes and progress: the only place that prints or exits. */
@NullMarked
package dev.dlmbench.cli;

import org.jspecify.annotations.NullMarked;
