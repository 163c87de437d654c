package dev.dlmbench.yaml;

import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a tree with positions from the events of YAML 1.2.
 *
 * <p>Own composing bounds depth and size, repeated parts included, before anything can grow; it refuses duplicate keys
 * and tags where they stand and goes on, so that later problems are found too.
 */
public final class YamlComposer {
    private static final int DEEPEST = 50;
    private static final int MOST_NODES = 20_000;

    /** In longer lines the places of words within a value are not told. */
    private static final int LONGEST_LINE = 10_000;

    private final Source source;
    private final Diagnostics diagnostics;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int nodes;

    private record Anchored(YamlNode node, int size) {}

    private YamlComposer(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Math.max(1, source.text().length()))
                .build();
        this.events = new Parse(settings).parseString(source.text()).iterator();
    }

    /** Returns the one document in {@code source}; nothing, with the reason reported, if there is not exactly one. */
    public static Optional<YamlNode> compose(Source source, Diagnostics diagnostics) {
        try {
            return new YamlComposer(source, diagnostics).document();
        } catch (Unreadable e) {
            diagnostics.report(e.at, e.rule);
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(mark -> position(source, mark)).orElse(source.start());
            diagnostics.report(at, "not valid YAML: " + e.getProblem());
        } catch (ReaderException e) {
            String rule =
                    String.format(Locale.ROOT, "not valid YAML: the character U+%04X is not allowed", e.getCodePoint());
            diagnostics.report(character(source, e.getPosition()), rule);
        } catch (YamlEngineException e) {
            diagnostics.reportWhole(source, "not valid YAML");
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        events.next(); // start of the stream
        if (!(events.next() instanceof DocumentStartEvent)) {
            diagnostics.reportWhole(source, "is empty");
            return Optional.empty();
        }
        YamlNode root = node(events.next(), 0);
        events.next(); // end of the document
        if (events.next() instanceof DocumentStartEvent second) {
            throw new Unreadable(start(second), "a second document begins here; one file holds one");
        }
        return Optional.of(root);
    }

    private YamlNode node(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        Position at = start(event);
        count(at, 1);
        if (depth > DEEPEST) {
            throw new Unreadable(at, "nested deeper than " + DEEPEST + " levels");
        }
        int before = nodes;
        YamlNode node;
        if (event instanceof ScalarEvent scalar) {
            refuseTag(at, scalar.getTag());
            refuseHalves(at, scalar.getValue());
            node = new Scalar(at, scalar.getValue(), scalar.isPlain(), verbatim(at, scalar));
        } else {
            refuseTag(at, ((CollectionStartEvent) event).getTag());
            node = event instanceof MappingStartEvent ? mapping(at, depth) : sequence(at, depth);
        }
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before + 1)));
        return node;
    }

    private YamlNode aliased(AliasEvent alias) {
        Position at = start(alias);
        Anchored target = anchors.get(alias.getAlias());
        if (target == null) {
            throw new Unreadable(
                    at, "alias '*" + alias.getAlias().getValue() + "' refers to nothing that is complete before it");
        }
        count(at, target.size);
        return target.node;
    }

    private YamlNode sequence(Position at, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Sequence(at, List.copyOf(items));
    }

    private YamlNode mapping(Position at, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Position keyAt = start(event);
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (!(key instanceof Scalar name) || name.nothing()) {
                diagnostics.report(keyAt, "a key must be a word, got " + key.described());
            } else if (entries.containsKey(name.text())) {
                Position first = entries.get(name.text()).at();
                String rule = "duplicate key '" + Suggestions.shorten(name.text()) + "'; it first stands in line ";
                diagnostics.report(keyAt, rule + first.line());
            } else {
                entries.put(name.text(), new Entry(keyAt, name.text(), value));
            }
        }
        return new Mapping(at, List.copyOf(entries.values()));
    }

    private void count(Position at, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw new Unreadable(at, "more than " + MOST_NODES + " values, those repeated by aliases counted");
        }
    }

    private void refuseTag(Position at, Optional<String> tag) {
        if (tag.isPresent()) {
            diagnostics.report(at, "YAML tags have no meaning here; leave out the word that begins with '!'");
        }
    }

    private void refuseHalves(Position at, String text) {
        text.codePoints()
                .filter(letter -> Character.getType(letter) == Character.SURROGATE)
                .findFirst()
                .ifPresent(half -> diagnostics.report(
                        at, String.format(Locale.ROOT, "half a character, U+%04X, is no text", half)));
    }

    private boolean verbatim(Position at, ScalarEvent scalar) {
        String line = source.line(at.line());
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        int from = line.offsetByCodePoints(0, Math.min(at.column() - 1, line.codePointCount(0, line.length())));
        int quote = scalar.isPlain() ? 0 : 1;
        return (scalar.isPlain() || scalar.isSQuoted() || scalar.isDQuoted())
                && from + quote <= line.length()
                && line.startsWith(scalar.getValue(), from + quote);
    }

    private Position start(Event event) {
        return event.getStartMark().map(mark -> position(source, mark)).orElse(source.start());
    }

    private static Position position(Source source, Mark mark) {
        return new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position character(Source source, int index) {
        String text = source.text();
        String before =
                text.substring(0, text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length()))));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Position(source, line, before.codePointCount(lineStart, before.length()) + 1);
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Position at;
        private final String rule;

        Unreadable(Position at, String rule) {
            super(rule);
            this.at = at;
            this.rule = rule;
        }
    }
}
