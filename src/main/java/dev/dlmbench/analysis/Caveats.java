package dev.dlmbench.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a reader must know of a value beside its number. Whoever shows a value asks this for its signs, and for the
 * legend of the signs that occur.
 *
 * @param all each once, in the order of their kinds
 */
public record Caveats(List<Caveat> all) {
    private static final Comparator<Caveat> ORDER =
            Comparator.comparing(Caveat::kind).thenComparing(Caveat::sign);

    /** Nothing. */
    public static final Caveats NONE = new Caveats(List.of());

    /** Sorts the list. */
    public Caveats {
        all = all.stream().distinct().sorted(ORDER).toList();
    }

    /** Returns these and another one. */
    public Caveats with(Caveat further) {
        return new Caveats(Stream.concat(all.stream(), Stream.of(further)).toList());
    }

    /** Returns these and those of something else that is shown by the same mark. */
    public Caveats and(Caveats other) {
        return new Caveats(Stream.concat(all.stream(), other.all().stream()).toList());
    }

    /** Returns those that {@code other} has, too. */
    public Caveats shared(Caveats other) {
        return new Caveats(all.stream().filter(other.all()::contains).toList());
    }

    /** Returns those that {@code other} has not. */
    public Caveats without(Caveats other) {
        return new Caveats(
                all.stream().filter(one -> !other.all().contains(one)).toList());
    }

    /** Returns these but for those of {@code kind}. */
    public Caveats without(Caveat.Kind kind) {
        return new Caveats(all.stream().filter(one -> one.kind() != kind).toList());
    }

    private String signs(Predicate<Caveat.Kind> kind) {
        return all.stream()
                .filter(one -> kind.test(one.kind()))
                .map(Caveat::sign)
                .collect(Collectors.joining());
    }

    /** Returns those that say with which values it is comparable. */
    public Caveats onlyLetters() {
        return new Caveats(all.stream()
                .filter(one -> one.kind() == Caveat.Kind.NOT_COMPARABLE)
                .toList());
    }

    /** Returns the letters of the values that this one is comparable with; empty where it is with all. */
    public String letters() {
        return signs(kind -> kind == Caveat.Kind.NOT_COMPARABLE);
    }

    /** Returns the sign before the number, with the space behind it; or the empty string. */
    public String before() {
        String sign = signs(Caveats::ofBounds);
        return sign.isEmpty() ? "" : sign + "\u202f";
    }

    /** Returns the signs behind the number, without a space before them; or the empty string. */
    public String behind() {
        return signs(kind -> !ofBounds(kind));
    }

    private static boolean ofBounds(Caveat.Kind kind) {
        return kind == Caveat.Kind.UPPER_BOUND || kind == Caveat.Kind.BETWEEN_BOUNDS;
    }

    /** Returns all signs, where there is no number to put them around. */
    public String signs() {
        return signs(kind -> true);
    }

    /** Returns {@code number} with its signs in plain text, such as {@code \u2264 1.234 \u2020}. */
    public String around(String number) {
        return before() + number + (behind().isEmpty() ? "" : "\u202f" + behind());
    }

    /** Returns what explains the signs of some values: a line for each that occurs, letters together in one. */
    public static List<String> legend(Collection<Caveats> values) {
        List<Caveat> occurring = values.stream()
                .flatMap(caveats -> caveats.all().stream())
                .distinct()
                .sorted(ORDER)
                .toList();
        List<String> lines = new ArrayList<>();
        occurring.stream()
                .filter(one -> one.kind() != Caveat.Kind.NOT_COMPARABLE)
                .forEach(one -> lines.add(one.sign() + " " + one.words()));
        List<Caveat> letters = occurring.stream()
                .filter(one -> one.kind() == Caveat.Kind.NOT_COMPARABLE)
                .toList();
        if (!letters.isEmpty()) {
            lines.add(letters.stream().map(Caveat::sign).collect(Collectors.joining(", "))
                    + " not comparable, unless letters are the same: "
                    + letters.stream()
                            .map(one -> one.sign() + " " + one.words())
                            .collect(Collectors.joining("; ")));
        }
        return lines;
    }
}
