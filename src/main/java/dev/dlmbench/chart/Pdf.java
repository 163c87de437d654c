package dev.dlmbench.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/** A page as PDF: words are text that can be searched and copied, in a font that the file holds. */
final class Pdf {
    private Pdf() {}

    /**
     * Returns a file with {@code page} alone; the same page always gives the same bytes.
     *
     * @param unit points of 1/72 inch in a unit of the page
     */
    static byte[] of(Page page, double unit) {
        float width = page.style().width();
        try (PDDocument document = new PDDocument();
                TrueTypeFont font = Typeface.forDocuments();
                PdfBoxGraphics2DFontTextDrawer words = new PdfBoxGraphics2DFontTextDrawer()) {
            PDPage sheet = new PDPage(new PDRectangle((float) (width * unit), (float) (page.height() * unit)));
            document.addPage(sheet);
            document.setDocumentId((long) page.figure().id().hashCode());
            document.getDocumentInformation().setTitle(page.figure().title());
            words.registerFont(Typeface.of(1).getFontName(), PDType0Font.load(document, font, true));
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, (float) page.height());
            g.setFontTextDrawer(words);
            page.painted().forEach(part -> part.paint(g, true));
            g.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                content.transform(Matrix.getScaleInstance((float) unit, (float) unit));
                content.drawForm(g.getXFormObject());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
