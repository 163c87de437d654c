/** What the results say to a claim: supported, refuted, or not decided, and what it would take. */
@NullMarked
package dev.dlmbench.verdict;

import org.jspecify.annotations.NullMarked;
