package dev.dlmbench.suite;

import dev.dlmbench.base.Magnitudes;
import dev.dlmbench.yaml.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a formula.
 *
 * @param at the index of its first character
 * @param kind what it is
 * @param text as it reads, a text without its quotes
 */
record ExpressionToken(int at, Kind kind, String text) {
    private static final Pattern TOKEN =
            Pattern.compile("(?<number>(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d{1,4})?)(?<suffix>[A-Za-z_]\\w*)?"
                    + "|(?<name>[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*)"
                    + "|'(?<single>[^']*)'|\"(?<double>[^\"]*)\""
                    + "|(?<operator><=|>=|==|!=|&&|\\|\\||[-+*/%<>!()])");
    private static final Pattern BLANK = Pattern.compile("\\s*");

    /** What a token is. */
    enum Kind {
        /** Digits. */
        NUMBER,
        /** A setting, or a word of the language. */
        NAME,
        /** Quoted. */
        TEXT,
        /** Punctuation. */
        OPERATOR,
        /** Behind the last. */
        END
    }

    /** Returns the tokens of {@code formula}, the end included. */
    static List<ExpressionToken> split(String formula) {
        List<ExpressionToken> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(formula);
        Matcher blank = BLANK.matcher(formula);
        int at = 0;
        while (true) {
            at = blank.region(at, formula.length()).lookingAt() ? blank.end() : at;
            if (at == formula.length()) {
                tokens.add(new ExpressionToken(at, Kind.END, ""));
                return tokens;
            }
            if (!token.region(at, formula.length()).lookingAt()) {
                throw new Expression.Mistake(at, stray(formula, at));
            }
            tokens.add(taken(token, at));
            at = token.end();
        }
    }

    private static ExpressionToken taken(Matcher token, int at) {
        if (token.group("number") != null) {
            return number(token, at);
        }
        if (token.group("name") != null) {
            return new ExpressionToken(at, Kind.NAME, token.group());
        }
        if (token.group("operator") != null) {
            return new ExpressionToken(at, Kind.OPERATOR, token.group());
        }
        return new ExpressionToken(
                at, Kind.TEXT, token.group().substring(1, token.group().length() - 1));
    }

    private static ExpressionToken number(Matcher token, int at) {
        String suffix = token.group("suffix");
        if (suffix == null) {
            return new ExpressionToken(at, Kind.NUMBER, token.group());
        }
        OptionalInt zeros = Magnitudes.zeros(suffix);
        boolean exponent = token.group("number").matches(".*[eE].*");
        if (zeros.isEmpty() || exponent) {
            throw new Expression.Mistake(
                    at,
                    "'" + Suggestions.shorten(token.group()) + "' is not a number; behind its digits it may have "
                            + Magnitudes.LETTERS);
        }
        return new ExpressionToken(at, Kind.NUMBER, token.group("number") + "e" + zeros.getAsInt());
    }

    private static String stray(String formula, int at) {
        return switch (formula.charAt(at)) {
            case '=' -> "'=' compares nothing; write '=='";
            case '\'', '"' -> "this text has no closing quote";
            default -> "unexpected '" + Character.toString(formula.codePointAt(at)) + "'";
        };
    }
}
