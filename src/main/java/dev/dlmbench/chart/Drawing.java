package dev.dlmbench.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A figure as files: the same figure always gives the same bytes on one machine. */
public final class Drawing {
    /** Points of 1/72 inch in a unit of the page, of which an inch has 100. */
    private static final double POINTS = 0.72;

    private static final String NO_FONT = "Charts cannot be drawn on this machine: Java finds no font."
            + " Install fontconfig and a font, such as DejaVu, and write the report again.";

    private final Page page;

    Drawing(Figure figure, ChartStyle style) {
        this.page = new Page(figure, style);
    }

    /** Returns why nothing can be drawn on this machine: a Java without fonts; or nothing if it can. */
    public static Optional<String> trouble() {
        System.setProperty("java.awt.headless", "true");
        try {
            return new Lettering(1).width("0") > 0 ? Optional.empty() : Optional.of(NO_FONT);
        } catch (LinkageError | InternalError | RuntimeException e) { // all three occur without fontconfig
            return Optional.of(NO_FONT);
        }
    }

    /** Returns the same figure at another size. */
    public Drawing in(ChartStyle style) {
        return style == page.style() ? this : new Drawing(page.figure(), style);
    }

    /**
     * Returns the same figure with even axes where this has logarithmic ones, and the other way round; nothing if the
     * values admit no logarithm, or if it would make no difference.
     */
    public Optional<Drawing> otherScale() {
        return page.figure().otherScale().map(figure -> new Drawing(figure, page.style()));
    }

    /** Returns whether it has logarithmic axes where {@link #otherScale} has even ones. */
    public boolean logarithmic() {
        return page.figure().logarithmic();
    }

    /** Returns scalable XML that stands on its own, words as outlines. */
    public String svg() {
        return Svg.file(page);
    }

    /**
     * Returns an {@code svg} element for pages of HTML. Its colours are those of white paper unless the page sets
     * {@code --chart-paper}, {@code --chart-ink}, {@code --chart-quiet}, {@code --chart-grid} and, for series,
     * {@code --chart-1} to {@code --chart-7}. Each point is a {@code g} of class {@code mark}, with its values as data.
     */
    public String screen() {
        return Svg.element(page);
    }

    /**
     * Returns a page that is as wide as a paper's column, or what else the style says; its words can be searched, and
     * it holds their font.
     */
    public byte[] pdf() {
        return Pdf.of(page, POINTS);
    }

    /** Returns pixels, in print at 300 to the inch. */
    public byte[] png() {
        int scale = page.style().pixels();
        BufferedImage image =
                new BufferedImage(page.style().width() * scale, page.height() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(scale, scale);
            page.painted().forEach(part -> part.paint(g, false));
        } finally {
            g.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
