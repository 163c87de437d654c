package dev.dlmbench.yaml;

import java.util.Comparator;

/**
 * A place in a source.
 *
 * @param source what it is a place in
 * @param line counted from 1
 * @param column in characters, counted from 1
 */
public record Position(Source source, int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparingInt(
                    (Position position) -> position.source.order())
            .thenComparing(position -> position.source.name())
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    /** Returns the place {@code characters} to the right. */
    Position right(int characters) {
        return new Position(source, line, column + characters);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && compareTo(position) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * source.name().hashCode() + line) + column;
    }

    @Override
    public String toString() {
        return source.file() ? source.name() + ":" + line + ":" + column : source.name();
    }
}
