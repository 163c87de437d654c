package dev.dlmbench.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Products of whole numbers as in the files of Implicit Chain of Thought (Deng and others, 2311.01460): single digits
 * with spaces between them, the least significant first, as carries run. The first number has {@code m} digits and the
 * second {@code n}, the last of which are no zeros; the product has {@code m + n} digits, with a zero at its end where
 * it has one less.
 *
 * <p>A thought is one partial product: the first number times one digit of the second, as many zeros in front as the
 * digit has places below it, {@code m + 1} digits behind them. All but the first and the last are followed by the sum
 * so far in parentheses, with as many digits.
 *
 * <p>Two problems are the same if they have the same factors in any order: whoever has learned one product by heart
 * knows the other.
 *
 * @param left digits of the first number
 * @param right digits of the second number
 * @param spaces whether spaces stand between digits and signs, as in the files
 */
record Multiplication(Range left, Range right, boolean spaces) implements Generator {
    /** Counts the changes after which the same settings give other examples, or write them otherwise. */
    static final int VERSION = 1;

    /** Numbers of as many digits have products that are exact. */
    static final int MOST_DIGITS = 9;

    /** A line of a file: 65 * 47 = 3055. */
    static final String LINE_OF_A_FILE = "5 6 * 7 4||5 5 4 + 0 0 6 2 #### 5 5 0 3";

    private static final Pattern SPACED = Pattern.compile("\\d(?: \\d)*");
    private static final Pattern DENSE = Pattern.compile("\\d+");
    private static final String DIGITS = "(\\d(?: \\d)*)";
    private static final Pattern LINE = Pattern.compile(DIGITS + " \\* " + DIGITS + "\\|\\|(?:.* )?#### " + DIGITS);

    /** Returns the product in a line of a file; nothing if it has another form or is wrong. */
    static Optional<Drawn> ofLine(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String left = reversed(parts.group(1));
        String right = reversed(parts.group(2));
        if (left.length() > MOST_DIGITS || right.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        Drawn product = product(Long.parseLong(left), left.length(), Long.parseLong(right), right.length());
        return Optional.of(product).filter(one -> one.answer().equals(parts.group(3)));
    }

    private static String reversed(String digits) {
        return new StringBuilder(digits.replace(" ", "")).reverse().toString();
    }

    @Override
    public int levels() {
        return left.size() * right.size();
    }

    private int leftDigits(int level) {
        return left.at(level / right.size());
    }

    private int rightDigits(int level) {
        return right.at(level % right.size());
    }

    @Override
    public String difficulty(int level) {
        return difficulty(leftDigits(level), rightDigits(level));
    }

    private static String difficulty(int leftDigits, int rightDigits) {
        return leftDigits + "x" + rightDigits;
    }

    @Override
    public Optional<Drawn> draw(int level, SplittableRandom random) {
        int leftDigits = leftDigits(level);
        int rightDigits = rightDigits(level);
        return Optional.of(
                written(product(number(leftDigits, random), leftDigits, number(rightDigits, random), rightDigits)));
    }

    /** Returns a product, as {@link #ofLine} gives it, with spaces or without. */
    Drawn written(Drawn product) {
        return spaces
                ? product
                : new Drawn(
                        dense(product.prompt()),
                        product.thoughts().stream().map(Multiplication::dense).toList(),
                        dense(product.answer()),
                        product.difficulty(),
                        product.problem());
    }

    private static String dense(String text) {
        return text.replace(" ", "");
    }

    /** Returns a number of so many digits, the most significant of which is not 0. */
    private static long number(int digits, SplittableRandom random) {
        long least = power(digits - 1);
        return random.nextLong(least, 10 * least);
    }

    private static Drawn product(long left, int leftDigits, long right, int rightDigits) {
        List<String> thoughts = new ArrayList<>();
        long sum = 0;
        for (int place = 0; place < rightDigits; place++) {
            int width = leftDigits + 1 + place;
            long partial = left * (right / power(place) % 10) * power(place);
            sum += partial;
            String thought = (place == 0 ? "" : "+ ") + digits(partial, width);
            boolean inner = place > 0 && place < rightDigits - 1;
            thoughts.add(inner ? thought + " ( " + digits(sum, width) + " )" : thought);
        }
        return new Drawn(
                digits(left, leftDigits) + " * " + digits(right, rightDigits),
                thoughts,
                digits(left * right, leftDigits + rightDigits),
                difficulty(leftDigits, rightDigits),
                Math.min(left, right) + "*" + Math.max(left, right));
    }

    private static String digits(long number, int width) {
        return new StringBuilder(String.valueOf(number))
                .reverse()
                .append("0".repeat(width))
                .substring(0, width)
                .chars()
                .mapToObj(Character::toString)
                .collect(Collectors.joining(" "));
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    @Override
    public Optional<String> read(String text) {
        return Optional.of(text).filter((spaces ? SPACED : DENSE).asMatchPredicate());
    }
}
