package dev.dlmbench.task;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The numbers game of the television programme Countdown, as in Stream of Search (Gandhi and others, 2404.03683): the
 * prompt {@code 25 3 7 50->89} asks for an expression of the numbers, each used at most once, that has the value behind
 * the arrow. Expressions have +, -, *, / and parentheses; arithmetic is exact, and a division that leaves a remainder
 * has no value.
 *
 * <p>Two numbers at random are joined by an operation at random until one is left. Values on the way are positive; the
 * target is none of the numbers. A thought is one operation, as in {@code 50-25=25}. There may be other solutions,
 * which are as right.
 *
 * <p>Two problems are the same if they have the same target and the same numbers in any order.
 *
 * @param numbers how many numbers are given
 * @param largest the largest number that is given
 * @param target the values that are asked for
 */
record Countdown(Range numbers, int largest, Range target) implements Generator {
    /** Counts the changes after which the same settings give other examples, or write them otherwise. */
    static final int VERSION = 1;

    private static final String OPERATORS = "+-*/";

    private static final String ARROW = "->";

    private record Term(long value, String text) {
        /** Returns the term as a part of another. */
        String part() {
            return text.chars().allMatch(Character::isDigit) ? text : "(" + text + ")";
        }
    }

    @Override
    public int levels() {
        return numbers.size();
    }

    @Override
    public String difficulty(int level) {
        return String.valueOf(numbers.at(level));
    }

    @Override
    public Optional<Drawn> draw(int level, SplittableRandom random) {
        int[] given = random.ints(numbers.at(level), 1, largest + 1).toArray();
        List<Term> terms = new ArrayList<>();
        Arrays.stream(given).forEach(number -> terms.add(new Term(number, String.valueOf(number))));
        List<String> thoughts = new ArrayList<>();
        while (terms.size() > 1) {
            Term left = terms.remove(random.nextInt(terms.size()));
            Term right = terms.remove(random.nextInt(terms.size()));
            int[] possible = OPERATORS
                    .chars()
                    .filter(one -> value(left.value(), (char) one, right.value()) > 0)
                    .toArray();
            char operator = (char) possible[random.nextInt(possible.length)];
            long value = value(left.value(), operator, right.value());
            thoughts.add(left.value() + String.valueOf(operator) + right.value() + "=" + value);
            terms.add(new Term(value, left.part() + operator + right.part()));
        }
        long value = terms.get(0).value();
        if (value < target.low()
                || value > target.high()
                || Arrays.stream(given).anyMatch(number -> number == value)) {
            return Optional.empty();
        }
        return Optional.of(new Drawn(
                joined(given) + ARROW + value,
                thoughts,
                terms.get(0).text(),
                difficulty(level),
                joined(Arrays.stream(given).sorted().toArray()) + ARROW + value));
    }

    /** Returns the value of an operation; not positive if it is not to be used. */
    private static long value(long left, char operator, long right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left % right == 0 ? left / right : 0;
        };
    }

    private static String joined(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Returns the expression without spaces. */
    @Override
    public Optional<String> read(String text) {
        return Arithmetic.parse(text).map(Arithmetic::text);
    }

    @Override
    public boolean right(Example example, String answer) {
        String[] parts = example.prompt().split(ARROW, 2);
        List<BigInteger> unused = new ArrayList<>();
        Arrays.stream(parts[0].split(" ")).map(BigInteger::new).forEach(unused::add);
        Optional<Arithmetic> expression = Arithmetic.parse(answer);
        return expression
                .filter(some -> some.numbers().stream().allMatch(unused::remove))
                .flatMap(Arithmetic::value)
                .filter(new BigInteger(parts[1])::equals)
                .isPresent();
    }
}
