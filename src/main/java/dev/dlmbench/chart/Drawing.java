package dev.dlmbench.chart;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
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
    private static final double MILLIMETRES = 25.4 / 100;
    private static final int PNG_SCALE = 3;

    private static final String NO_FONT = "Charts cannot be drawn on this machine: Java finds no font."
            + " Install fontconfig and a font, such as DejaVu, and write the report again.";

    private final Figure figure;
    private final Page page;

    Drawing(Figure figure) {
        this.figure = figure;
        this.page = new Page(figure);
    }

    /** Returns why nothing can be drawn on this machine: a Java without fonts; or nothing if it can. */
    public static Optional<String> trouble() {
        System.setProperty("java.awt.headless", "true");
        try {
            return Lettering.NORMAL.width("0") > 0 ? Optional.empty() : Optional.of(NO_FONT);
        } catch (LinkageError | InternalError | RuntimeException e) { // all three occur without fontconfig
            return Optional.of(NO_FONT);
        }
    }

    /** Returns scalable XML that stands on its own or within a page of HTML. */
    public String svg() {
        return Svg.of(figure.id(), figure.title(), page.height(), vector("svg", 1));
    }

    /** Returns a page of the width of a paper's column. */
    public byte[] pdf() {
        return vector("pdf", MILLIMETRES);
    }

    /** Returns pixels at 300 to the inch. */
    public byte[] png() {
        BufferedImage image =
                new BufferedImage(Layout.WIDTH * PNG_SCALE, page.height() * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(PNG_SCALE, PNG_SCALE);
            page.draw(g);
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

    private byte[] vector(String format, double unit) {
        VectorGraphics2D g = new VectorGraphics2D();
        if (unit != 1) {
            g.scale(unit, unit);
        }
        page.draw(g);
        Document document = Processors.get(format)
                .getDocument(g.getCommands(), new PageSize(Layout.WIDTH * unit, page.height() * unit));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            document.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
