package dev.dlmbench.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TorchScript source as people write it: files of methods, with names for constants. PyTorch gets one class with
 * numbers in place of the names, so that a name costs nothing while the program runs.
 *
 * <p>A file holds these, from the first column on, and comments:
 *
 * <ul>
 *   <li>{@code NAME = number}: a constant. Names of constants are written in capitals;
 *   <li>{@code class Group(IntEnum):} with such lines below it: constants that are used as {@code Group.NAME};
 *   <li>{@code class Part(Module):} with attributes and methods: a part of the one class that all files make up.
 * </ul>
 *
 * <p>Constants hold in all files. The types {@code torch.float32} and its like are constants, too.
 */
public final class ProgramSource {
    private static final Pattern CONSTANT = Pattern.compile(" *([A-Z][A-Z0-9_]+) = ([0-9][0-9.e+-]*)");
    private static final Pattern GROUP = Pattern.compile("class (\\w+)\\(IntEnum\\):");
    private static final Pattern PART = Pattern.compile("class \\w+\\(Module\\):");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
    private static final Pattern CAPITALS = Pattern.compile("(\\w+\\.)*[A-Z][A-Z0-9_]+");

    private final Map<String, String> constants = new LinkedHashMap<>();
    private final List<Line> methods = new ArrayList<>();

    /** A line of a part's class, and where it is written. */
    private record Line(String place, String text) {}

    /** Creates a program without files. */
    public ProgramSource() {
        for (ScalarType type : ScalarType.values()) {
            number("torch." + type.name().toLowerCase(Locale.ROOT), type.code());
        }
    }

    /** Gives a number a name. */
    public ProgramSource number(String name, int number) {
        define("a constant of Java", name, Integer.toString(number));
        return this;
    }

    /** Gives every constant of {@code type} its number, under the name {@code Type.CONSTANT}. */
    public <E extends Enum<E>> ProgramSource numbers(Class<E> type, ToIntFunction<E> number) {
        for (E constant : type.getEnumConstants()) {
            number(type.getSimpleName() + "." + constant.name(), number.applyAsInt(constant));
        }
        return this;
    }

    /**
     * Adds a file.
     *
     * @throws IllegalArgumentException if a line outside of a class is neither empty nor a comment nor a constant, or a
     *     constant is there already
     */
    public ProgramSource file(String name, String text) {
        String group = "";
        boolean part = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String place = name + ", line " + number;
            String code = code(line).stripTrailing();
            Matcher constant = CONSTANT.matcher(code);
            Matcher opened = GROUP.matcher(code);
            if (opened.matches()) {
                group = opened.group(1) + ".";
                part = false;
            } else if (PART.matcher(code).matches()) {
                part = true;
            } else if (part && (code.isEmpty() || code.startsWith(" "))) {
                methods.add(new Line(place, line));
            } else if (!part && constant.matches()) {
                define(place, (code.startsWith(" ") ? group : "") + constant.group(1), constant.group(2));
            } else if (!code.isEmpty()) {
                throw new IllegalArgumentException(place + ": neither a constant nor a class: " + code);
            }
        }
        return this;
    }

    /**
     * Returns the source of the class {@code M} of all methods, with numbers in place of names.
     *
     * @throws IllegalArgumentException if a name in capitals is no constant
     */
    public String text() {
        StringBuilder text = new StringBuilder("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n")
                .append("  training : bool\n");
        methods.forEach(line -> text.append(replaced(line)).append('\n'));
        return text.toString();
    }

    private void define(String place, String name, String number) {
        if (constants.putIfAbsent(name, number) != null) {
            throw new IllegalArgumentException(place + ": " + name + " is defined already");
        }
    }

    private String replaced(Line line) {
        String code = code(line.text());
        String replaced = NAME.matcher(code).replaceAll(name -> {
            String number = constants.get(name.group());
            if (number == null && CAPITALS.matcher(name.group()).matches()) {
                throw new IllegalArgumentException(line.place() + ": no constant is called " + name.group());
            }
            return number == null ? name.group() : number;
        });
        return replaced + line.text().substring(code.length());
    }

    /** Returns a line up to its comment; no text in a program holds the sign of one. */
    private static String code(String line) {
        int comment = line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment);
    }
}
