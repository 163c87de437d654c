package dev.dlmbench.chart;

/**
 * The letters of a page.
 *
 * @param titles of axes
 * @param labels of ticks and series
 * @param notes beside points
 */
record Fonts(Lettering titles, Lettering labels, Lettering notes) {

    static Fonts of(ChartStyle style) {
        return new Fonts(new Lettering(style.titles()), new Lettering(style.labels()), new Lettering(style.notes()));
    }
}
