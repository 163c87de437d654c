package dev.dlmbench.chart;

import java.util.Arrays;
import java.util.Locale;

/** The size that a chart is drawn at, and of what is on it; in print, units are hundredths of an inch. */
public enum ChartStyle {
    /** A column of a two-column paper, 3.4 inches. */
    SINGLE_COLUMN(340, 250, 10.6f, 10f, 9.8f, 1.4f, 6, 3),

    /** The full width of a page, 7 inches, with letters of the same size. */
    TWO_COLUMN(700, 280, 10.6f, 10f, 9.8f, 1.4f, 6, 3),

    /** Slides and pages of HTML; units are a browser's pixels. */
    SCREEN(600, 360, 14.5f, 13.5f, 12.5f, 1.9f, 8, 2);

    private final int width;
    private final int height;
    private final float titles;
    private final float labels;
    private final float notes;
    private final float line;
    private final int marker;
    private final int pixels;

    ChartStyle(int width, int height, float titles, float labels, float notes, float line, int marker, int pixels) {
        this.width = width;
        this.height = height;
        this.titles = titles;
        this.labels = labels;
        this.notes = notes;
        this.line = line;
        this.marker = marker;
        this.pixels = pixels;
    }

    /** Returns the width of the page. */
    int width() {
        return width;
    }

    /** Returns the height of the page, without a legend above the data. */
    int height() {
        return height;
    }

    /** Returns the letters of axis titles. */
    Lettering titles() {
        return new Lettering(titles);
    }

    /** Returns the letters of ticks and series. */
    Lettering labels() {
        return new Lettering(labels);
    }

    /** Returns the letters of notes beside points. */
    Lettering notes() {
        return new Lettering(notes);
    }

    /** Returns how wide lines of data are. */
    float line() {
        return line;
    }

    /** Returns how wide markers are. */
    int marker() {
        return marker;
    }

    /** Returns how many pixels of a PNG are as long as a unit. */
    int pixels() {
        return pixels;
    }

    /** Returns {@code length}, made for letters of the size of a column's, in proportion to this style's letters. */
    double scaled(double length) {
        return length * labels / SINGLE_COLUMN.labels;
    }

    /** Returns the name on the command line, such as {@code single-column}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the names of all styles. */
    public static String names() {
        return String.join(
                ", ", Arrays.stream(values()).map(ChartStyle::toString).toList());
    }
}
