package dev.dlmbench.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The colours of a chart, by what they are for. On a page of HTML each is a custom property, {@code --chart-ink} and so
 * on, which the page may set anew for dark paper.
 */
enum Ink {
    /** What is drawn on. */
    PAPER("paper", 0xFFFFFF),
    /** Lines of the grid. */
    GRID("grid", 0xE3E3E3),
    /** Axes and words. */
    INK("ink", 0x333333),
    /** What stands back. */
    QUIET("quiet", 0x777777),
    BLUE("1", 0x0072B2),
    VERMILION("2", 0xD55E00),
    GREEN("3", 0x009E73),
    PURPLE("4", 0xCC79A7),
    ORANGE("5", 0xE69F00),
    SKY("6", 0x56B4E9),
    BLACK("7", 0x000000);

    /** For series: the palette of Okabe and Ito, which the colour-blind can tell apart. */
    static final List<Ink> SERIES = List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK);

    /** How much of its colour a word keeps; the rest is the ink of words, so that light colours can be read. */
    private static final int WORD_PERCENT = 55;

    private final String name;
    private final Color color;

    Ink(String name, int rgb) {
        this.name = name;
        this.color = new Color(rgb);
    }

    /** Returns the ink that {@code color} is of, be it that of words or let it through what is below. */
    static Ink of(Color color) {
        int rgb = color.getRGB() & 0xFFFFFF;
        return Arrays.stream(values())
                .filter(ink ->
                        (ink.color.getRGB() & 0xFFFFFF) == rgb || (ink.words().getRGB() & 0xFFFFFF) == rgb)
                .findFirst()
                .orElse(INK);
    }

    /** Returns the last part of the custom property. */
    String property() {
        return name;
    }

    /** Returns the colour on white paper. */
    Color color() {
        return color;
    }

    /** Returns the colour as it lets through what is below; an opacity of 1 covers it. */
    Color color(double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
    }

    /** Returns the colour of words on white paper. */
    Color words() {
        return new Color(mixed(color.getRed()), mixed(color.getGreen()), mixed(color.getBlue()));
    }

    private static int mixed(int part) {
        return (WORD_PERCENT * part + (100 - WORD_PERCENT) * 0x33) / 100; // 0x33: every part of INK
    }

    /** Returns the colour as CSS: what the page sets, or that of white paper. */
    String css() {
        return "var(--chart-" + name + "," + hex(color) + ")";
    }

    /** Returns the declarations of the colour of words as CSS, for browsers that can mix colours and others. */
    String wordsCss() {
        return this == INK
                ? "fill:" + css()
                : "fill:" + hex(words()) + ";fill:color-mix(in srgb," + css() + " " + WORD_PERCENT + "%," + INK.css()
                        + ")";
    }

    /** Returns {@code color} as CSS, as if it let nothing through. */
    static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }
}
