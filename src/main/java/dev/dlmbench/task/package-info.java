/** Tasks with an answer: problems, how they are written, how an answer is read and when it is right. */
@NullMarked
package dev.dlmbench.task;

import org.jspecify.annotations.NullMarked;
