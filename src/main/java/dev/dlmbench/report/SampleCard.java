package dev.dlmbench.report;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.results.NodeRecord;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.SeedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some of what a point's first model wrote: the first samples drawn, not the best.
 *
 * @param point the short name of the point
 * @param seed of the model
 * @param shown at once
 * @param more on demand
 */
public record SampleCard(String point, long seed, List<String> shown, List<String> more) {
    private static final int SHOWN = 2;
    private static final int ALL = 8;
    private static final int LONGEST = 2_000;

    static List<SampleCard> of(SuiteResults results) throws IOException {
        List<SampleCard> cards = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            for (SeedEntry seed : point.seeds()) {
                Optional<SampleCard> card = of(results, point, seed);
                if (card.isPresent()) {
                    cards.add(card.get());
                    break;
                }
            }
        }
        return cards;
    }

    private static Optional<SampleCard> of(SuiteResults results, PointEntry point, SeedEntry seed) throws IOException {
        Optional<NodeRecord> node = results.node(seed, "samples");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Path file = node.get().folder().resolve(NodeFiles.SAMPLES);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> texts = JsonLines.read(file, Sample.class, ALL).stream()
                .map(sample -> printable(sample.text()))
                .toList();
        int shown = Math.min(SHOWN, texts.size());
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(new SampleCard(
                        Families.pointName(point),
                        seed.seed(),
                        texts.subList(0, shown),
                        texts.subList(shown, texts.size())));
    }

    /** HTML has no control characters; they are shown as the pictures that Unicode has for them. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> c < ' ' && c != '\n' && c != '\t' ? 0x2400 + c : c == 0x7f ? 0x2421 : c)
                .map(c -> (c >= 0xD800 && c <= 0xDFFF) || (c >= 0x80 && c < 0xA0) ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST ? printable + " \u2026" : printable.toString();
    }
}
