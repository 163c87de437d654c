/** What has to be computed for a suite: nodes, their addresses, and which are missing. */
@NullMarked
package dev.dlmbench.plan;

import org.jspecify.annotations.NullMarked;
