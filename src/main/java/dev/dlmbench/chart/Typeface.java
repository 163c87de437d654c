package dev.dlmbench.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The letters of all charts, the same on every machine: Liberation Sans, which PDFBox brings along and whose licence
 * (SIL Open Font License 1.1) lets documents hold it. It knows Latin, Greek and Cyrillic letters; other words are left
 * to the machine's own fonts.
 */
final class Typeface {
    private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

    /** What Java gives instead of letters that nobody sees, from here on. */
    private static final int UNSEEN = 0xFFFE;

    private static final Font REGULAR = read();

    private Typeface() {}

    /** Returns the font at a size, in units of the page. */
    static Font of(float size) {
        return REGULAR.deriveFont(size);
    }

    /** Returns whether the font has a letter for everything in {@code text}, what is not shown included. */
    static boolean covers(String text) {
        GlyphVector letters = REGULAR.createGlyphVector(PLAIN, text);
        return IntStream.range(0, letters.getNumGlyphs())
                .map(letters::getGlyphCode)
                .allMatch(code -> code != REGULAR.getMissingGlyphCode() && code < UNSEEN);
    }

    /** Returns the font for a document, as separate letters: joined ones could not be searched for. */
    static TrueTypeFont forDocuments() throws IOException {
        try (InputStream file = file()) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file));
            font.setEnableGsub(false);
            return font;
        }
    }

    private static InputStream file() {
        return Optional.ofNullable(PDDocument.class.getResourceAsStream(FILE)).orElseThrow();
    }

    private static Font read() {
        try (InputStream file = file()) {
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font that comes along is no font", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
