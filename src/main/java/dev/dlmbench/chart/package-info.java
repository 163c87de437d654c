/** One class per figure: data in, vector chart out. */
@NullMarked
package dev.dlmbench.chart;

import org.jspecify.annotations.NullMarked;
