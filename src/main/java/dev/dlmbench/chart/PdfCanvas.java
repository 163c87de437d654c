package dev.dlmbench.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** Writes a page of PDF: words as text that can be searched and copied, in a font that the file holds. */
final class PdfCanvas implements Canvas {
    private final PDPageContentStream content;
    private final PDFont font;
    private final Map<Double, PDExtendedGraphicsState> opacities = new HashMap<>();

    private PdfCanvas(PDPageContentStream content, PDFont font) {
        this.content = content;
        this.font = font;
    }

    /**
     * Returns a file with {@code page} alone; the same page always gives the same bytes.
     *
     * @param unit points of 1/72 inch in a unit of the page
     */
    static byte[] pdf(Page page, double unit) {
        float width = (float) (page.style().width() * unit);
        float height = (float) (page.height() * unit);
        try (PDDocument document = new PDDocument();
                TrueTypeFont font = Typeface.forDocuments()) {
            PDPage sheet = new PDPage(new PDRectangle(width, height));
            document.addPage(sheet);
            document.setDocumentId((long) page.figure().id().hashCode());
            document.getDocumentInformation().setTitle(page.figure().title());
            try (PDPageContentStream content =
                    new PDPageContentStream(document, sheet, AppendMode.OVERWRITE, true, true)) {
                content.transform(new Matrix((float) unit, 0, 0, (float) -unit, 0, height));
                page.draw(new PdfCanvas(content, PDType0Font.load(document, font, true)));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    @Override
    public void fill(Shape shape, Ink ink, double opacity) {
        fill(shape, ink.color(), opacity);
    }

    private void fill(Shape shape, Color color, double opacity) {
        write(() -> {
            content.setGraphicsStateParameters(opacity(opacity));
            content.setNonStrokingColor(color);
            boolean evenOdd = path(shape) == PathIterator.WIND_EVEN_ODD;
            if (evenOdd) {
                content.fillEvenOdd();
            } else {
                content.fill();
            }
        });
    }

    @Override
    public void stroke(Shape shape, Ink ink, BasicStroke stroke, double opacity) {
        write(() -> {
            content.setGraphicsStateParameters(opacity(opacity));
            content.setStrokingColor(ink.color());
            content.setLineWidth(stroke.getLineWidth());
            content.setLineCapStyle(stroke.getEndCap()); // the numbers of Java are those of PDF
            content.setLineJoinStyle(stroke.getLineJoin());
            float[] dashes = stroke.getDashArray();
            content.setLineDashPattern(dashes == null ? new float[0] : dashes, stroke.getDashPhase());
            path(shape);
            content.stroke();
        });
    }

    @Override
    public void words(String text, Lettering lettering, Ink ink, Anchor anchor, double x, double baseline) {
        if (!text.isEmpty()) {
            double left = anchor.left(x, lettering.width(text));
            words(text, lettering, ink, AffineTransform.getTranslateInstance(left, baseline));
        }
    }

    @Override
    public void wordsUpwards(String text, Lettering lettering, Ink ink, double baseline, double middle) {
        words(text, lettering, ink, lettering.upwards(text, baseline, middle));
    }

    private void words(String text, Lettering lettering, Ink ink, AffineTransform place) {
        if (!Typeface.covers(text)) {
            fill(place.createTransformedShape(lettering.outline(text)), ink.words(), 1);
            return;
        }
        AffineTransform upright = new AffineTransform(place);
        upright.scale(1, -1); // letters stand on a page whose places grow downwards
        write(() -> {
            content.setGraphicsStateParameters(opacity(1));
            content.setNonStrokingColor(ink.words());
            content.beginText();
            content.setFont(font, lettering.size());
            content.setTextMatrix(new Matrix(upright));
            content.showText(text);
            content.endText();
        });
    }

    @Override
    public void marker(Look look, double x, double y, int size, double opacity) {
        VectorGraphics2D recorder = new VectorGraphics2D();
        look.marker().paint(recorder, x, y, size);
        BasicStroke stroke = Look.plain(1);
        for (Command<?> command : recorder.getCommands()) {
            if (command instanceof SetStrokeCommand set && set.getValue() instanceof BasicStroke basic) {
                stroke = basic;
            } else if (command instanceof FillShapeCommand filled) {
                fill(filled.getValue(), look.ink(), opacity);
            } else if (command instanceof DrawShapeCommand drawn) {
                stroke(drawn.getValue(), look.ink(), stroke, opacity);
            }
        }
    }

    private PDExtendedGraphicsState opacity(double opacity) {
        return opacities.computeIfAbsent(opacity, value -> {
            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant((float) (double) value);
            state.setStrokingAlphaConstant((float) (double) value);
            return state;
        });
    }

    /** Writes the outline of {@code shape} and returns its winding rule. */
    private int path(Shape shape) throws IOException {
        PathIterator path = shape.getPathIterator(null);
        float[] to = new float[6];
        float x = 0;
        float y = 0;
        for (; !path.isDone(); path.next()) {
            switch (path.currentSegment(to)) {
                case PathIterator.SEG_MOVETO -> {
                    content.moveTo(to[0], to[1]);
                    x = to[0];
                    y = to[1];
                }
                case PathIterator.SEG_LINETO -> {
                    content.lineTo(to[0], to[1]);
                    x = to[0];
                    y = to[1];
                }
                case PathIterator.SEG_QUADTO -> { // the same curve, as PDF knows it
                    content.curveTo(
                            x + 2 * (to[0] - x) / 3,
                            y + 2 * (to[1] - y) / 3,
                            to[2] + 2 * (to[0] - to[2]) / 3,
                            to[3] + 2 * (to[1] - to[3]) / 3,
                            to[2],
                            to[3]);
                    x = to[2];
                    y = to[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo(to[0], to[1], to[2], to[3], to[4], to[5]);
                    x = to[4];
                    y = to[5];
                }
                default -> content.closePath();
            }
        }
        return path.getWindingRule();
    }

    /** Something that is written into memory. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
