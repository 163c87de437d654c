package dev.dlmbench.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a claim.
 *
 * @param at the index of its first character
 * @param kind what it is
 * @param text as it reads, a text without its quotes
 */
record ClaimToken(int at, Kind kind, String text) {
    private static final Pattern TOKEN =
            Pattern.compile("(?<number>-?(\\.\\d{1,15}|\\d{1,15}(\\.\\d{0,15})?)([eE]-?\\d{1,3})?)"
                    + "(?<suffix>[A-Za-z_][\\w.-]*)?"
                    + "|(?<name>[A-Za-z_][\\w.-]*)"
                    + "|'(?<single>[^']*)'|\"(?<double>[^\"]*)\""
                    + "|(?<sign><=|>=|==|[<>=(),*%])");
    private static final Pattern BLANK = Pattern.compile("\\s*");

    /** What a token is. */
    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SIGN,
        END
    }

    boolean is(String word) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(word);
    }

    /** Returns the token as messages show it. */
    String shown() {
        if (kind == Kind.END) {
            return "the end";
        }
        return "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + "'";
    }

    /** Returns the tokens of {@code claim}, the end included. */
    static List<ClaimToken> split(String claim) {
        List<ClaimToken> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(claim);
        Matcher blank = BLANK.matcher(claim);
        int at = 0;
        while (true) {
            at = blank.region(at, claim.length()).lookingAt() ? blank.end() : at;
            if (at == claim.length()) {
                tokens.add(new ClaimToken(at, Kind.END, ""));
                return tokens;
            }
            if (!token.region(at, claim.length()).lookingAt()) {
                char here = claim.charAt(at);
                throw new ClaimMistake(
                        at,
                        here == '\'' || here == '"'
                                ? "this text has no closing quote"
                                : "unexpected '" + Character.toString(claim.codePointAt(at)) + "'");
            }
            tokens.add(taken(token, at));
            at = token.end();
        }
    }

    private static ClaimToken taken(Matcher token, int at) {
        String text = token.group();
        if (token.group("number") != null) {
            // 16x or 3-gram is a word that begins with a digit
            return new ClaimToken(at, token.group("suffix") == null ? Kind.NUMBER : Kind.TEXT, text);
        }
        if (token.group("name") != null) {
            return new ClaimToken(at, Kind.NAME, text);
        }
        if (token.group("sign") != null) {
            return new ClaimToken(at, Kind.SIGN, text);
        }
        return new ClaimToken(at, Kind.TEXT, text.substring(1, text.length() - 1));
    }
}
