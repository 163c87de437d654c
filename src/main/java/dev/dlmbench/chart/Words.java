package dev.dlmbench.chart;

import dev.dlmbench.chart.Painted.Written;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a chart by the outlines that XChart paints of them. */
final class Words {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, false, true);

    private record Word(String text, Lettering letters, int quarters) {}

    private final Set<String> known = new HashSet<>();
    private final Map<String, Word> byOutline = new HashMap<>();

    /** Returns {@code letters} in XChart's units, as they are for {@code text}. */
    static Font font(Lettering letters, String text) {
        return letters.font(text).deriveFont(letters.size() * Plot.FINE);
    }

    /**
     * Adds {@code text}, turned by so many quarters of a circle; XChart has one font for it and what is {@code beside}.
     */
    String add(String text, Lettering letters, int quarters, String beside) {
        if (!text.isBlank() && known.add(text + quarters + letters.size())) {
            TextLayout layout = new TextLayout(text, font(letters, text + beside), CONTEXT);
            Shape outline = layout.getOutline(AffineTransform.getQuadrantRotateInstance(quarters));
            byOutline.put(Paths.of(outline), new Word(text, letters, quarters));
        }
        return text;
    }

    /** Returns the words that have such an outline, at a place on the page. */
    Optional<Written> find(Shape outline, AffineTransform place, Color color) {
        return Optional.ofNullable(byOutline.get(Paths.of(outline))).map(word -> {
            AffineTransform start = new AffineTransform(place);
            start.scale(Plot.FINE, Plot.FINE);
            start.quadrantRotate(word.quarters());
            return new Written(word.text(), word.letters(), start, color);
        });
    }
}
