package dev.dlmbench.task;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of whole numbers with +, -, *, / and parentheses.
 *
 * @param text the expression without spaces
 * @param numbers the numbers in it, from left to right
 * @param value its value; nothing if a division leaves a remainder or is by 0
 */
record Arithmetic(String text, List<BigInteger> numbers, Optional<BigInteger> value) {
    private static final int LONGEST = 1000;
    private static final int DEEPEST = 100;
    private static final Pattern BROKEN = Pattern.compile("\\d\\s+\\d");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Returns what {@code text} says; nothing if it is no expression, or longer or deeper than any that is needed. */
    static Optional<Arithmetic> parse(String text) {
        String dense = text.replaceAll("\\s+", "");
        if (dense.length() > LONGEST || BROKEN.matcher(text).find()) {
            return Optional.empty();
        }
        Reader reader = new Reader(dense);
        Optional<BigInteger> value = reader.sum(0);
        return reader.at == dense.length() && !reader.malformed
                ? Optional.of(new Arithmetic(dense, List.copyOf(reader.numbers), value))
                : Optional.empty();
    }

    /** Reads by recursive descent; after the first mistake, nothing that is returned counts. */
    private static final class Reader {
        private final String text;
        private final List<BigInteger> numbers = new ArrayList<>();
        private int at;
        private boolean malformed;

        Reader(String text) {
            this.text = text;
        }

        private Optional<BigInteger> sum(int depth) {
            Optional<BigInteger> sum = product(depth);
            while (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                boolean plus = text.charAt(at++) == '+';
                Optional<BigInteger> next = product(depth);
                sum = sum.flatMap(left -> next.map(right -> plus ? left.add(right) : left.subtract(right)));
            }
            return sum;
        }

        private Optional<BigInteger> product(int depth) {
            Optional<BigInteger> product = factor(depth);
            while (at < text.length() && "*/".indexOf(text.charAt(at)) >= 0) {
                boolean times = text.charAt(at++) == '*';
                Optional<BigInteger> next = factor(depth);
                product = product.flatMap(left ->
                        next.flatMap(right -> times ? Optional.of(left.multiply(right)) : quotient(left, right)));
            }
            return product;
        }

        private static Optional<BigInteger> quotient(BigInteger left, BigInteger right) {
            return right.signum() == 0 || left.mod(right.abs()).signum() != 0
                    ? Optional.empty()
                    : Optional.of(left.divide(right));
        }

        private Optional<BigInteger> factor(int depth) {
            Matcher number = NUMBER.matcher(text).region(at, text.length());
            if (number.lookingAt()) {
                at = number.end();
                numbers.add(new BigInteger(number.group()));
                return Optional.of(numbers.get(numbers.size() - 1));
            }
            if (depth < DEEPEST && at < text.length() && text.charAt(at) == '(') {
                at++;
                Optional<BigInteger> inner = sum(depth + 1);
                malformed |= at >= text.length() || text.charAt(at) != ')';
                at++;
                return inner;
            }
            malformed = true;
            return Optional.empty();
        }
    }
}
