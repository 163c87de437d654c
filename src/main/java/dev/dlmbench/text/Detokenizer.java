package dev.dlmbench.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What brings the text of a published data set, which its makers have cut into words, back into the shape of running
 * text, as the evaluations of language models on these sets do. The steps are those of the programs of MDLM (Sahoo et
 * al. 2024), BD3-LM (Arriola et al. 2025) and Duo (Sahoo et al. 2025), which go back to the zero-shot evaluation of
 * GPT-2 (Radford et al. 2019), oddities included: published numbers are numbers of this text.
 */
public enum Detokenizer {
    /** Leaves text as it is: AG News, OpenWebText, text8. */
    NONE {
        @Override
        public String apply(String text) {
            return text;
        }
    },

    /**
     * Penn Treebank: closes up {@code 's} and {@code n't}, turns the number {@code N} between blanks into 1 and the
     * unknown word into a question mark. Other contractions stay apart, and an {@code N} at an end of the text stays.
     */
    PTB {
        private static final int TIMES = 10;

        @Override
        public String apply(String text) {
            String joined = text.replace(" 's", "'s")
                    .replace("s ' ", "s' ")
                    .replace(" n't", "n't")
                    .replace(" \n ", "\n")
                    .replace("\\/", "/");
            for (int i = 0; i < TIMES; i++) { // neighbours share a blank
                joined = joined.replace(NUMBER, ONE);
            }
            return joined.replace("$ 1", "$1").replace("# 1", "#1").replace("<unk>", "?");
        }
    },

    /**
     * WikiText: undoes {@code @-@} and its like, closes up punctuation that a blank follows, the insides of brackets
     * and quotes, signs of headings, degrees and ends of lines, and turns the number {@code N} into 1. A mark at the
     * end of the text keeps its blank. An apostrophe may open a pair of quotes.
     */
    WIKITEXT {
        @Override
        public String apply(String text) {
            String joined = text.replace("s '", "s'")
                    .replace(" @-@ ", "-")
                    .replace(" @,@ ", ",")
                    .replace(" @.@ ", ".");
            joined = closedUp(joined, List.of(":", ";", ".", "!", "?", ","));
            joined = tight(joined, '(', ')');
            joined = tight(joined, '[', ']');
            joined = tight(joined, '{', '}');
            joined = tight(joined, '"', '"');
            joined = tight(joined, '\'', '\'');
            return joined.replace("= = = =", "====")
                    .replace("= = =", "===")
                    .replace("= =", "==")
                    .replace(" \u00b0 ", "\u00b0")
                    .replace(" \n", "\n")
                    .replace("\n ", "\n")
                    .replace(NUMBER, ONE)
                    .replace(" 's", "'s");
        }
    },

    /**
     * The One Billion Word Benchmark: closes up web addresses, contractions, a full stop behind a word, other marks,
     * slashes, the insides of quotes and brackets that are filled, and the signs of dollars and pounds.
     */
    LM1B {
        @Override
        public String apply(String text) {
            String joined = text.replace("http : / / ", "http://").replace("https : / / ", "https://");
            joined = CONTRACTION.matcher(joined).replaceAll("'$1");
            joined = STOP_INSIDE.matcher(joined).replaceAll(" $1. ");
            joined = STOP_AT_END.matcher(joined).replaceAll(" $1.");
            for (String mark : List.of("?", "!")) {
                joined = joined.replace(" " + mark + " ", mark + " ");
                Matcher last = Pattern.compile(" [" + mark + "]" + END).matcher(joined);
                joined = last.replaceAll(mark);
            }
            joined = closedUp(joined, List.of(",", ":", ";")).replace(" / ", "/");
            for (Pattern pair : FILLED) {
                joined = pair.matcher(joined).replaceAll("$1$2$3");
            }
            return joined.replace("$ ", "$").replace("\u00a3 ", "\u00a3");
        }
    },

    /** LAMBADA: straight double quotes, no white space around, a new line in front. Single quotes stay. */
    LAMBADA {
        @Override
        public String apply(String text) {
            return "\n" + stripped(text.replace('\u201c', '"').replace('\u201d', '"'));
        }
    },

    /** Scientific papers (arXiv, PubMed): {@link #WIKITEXT}, then {@link #LM1B}. */
    SCIENTIFIC {
        @Override
        public String apply(String text) {
            return LM1B.apply(WIKITEXT.apply(text));
        }
    };

    private static final String NUMBER = " N ";
    private static final String ONE = " 1 ";

    /** The end of a text, or a last line feed. */
    private static final String END = "(?=\n?\\z)";

    private static final Pattern CONTRACTION = words(" '(\\w+)");
    private static final Pattern STOP_INSIDE = words(" (\\w+) [.] ");
    private static final Pattern STOP_AT_END = words(" (\\w+) [.]" + END);
    private static final List<Pattern> FILLED = List.of(
            Pattern.compile("(\") ([^\"]+) (\")"),
            Pattern.compile("(') ([^']+) (')"),
            Pattern.compile("(\\() ([^()]+) (\\))"),
            Pattern.compile("(\\[) ([^\\[\\]]+) (])"));

    /** Returns a document in the shape of running text. */
    public abstract String apply(String text);

    private static Pattern words(String pattern) {
        return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Removes the blank before each of {@code marks} that stands between blanks. */
    private static String closedUp(String text, List<String> marks) {
        String closed = text;
        for (String mark : marks) {
            closed = closed.replace(" " + mark + " ", mark + " ");
        }
        return closed;
    }

    /** Removes white space just inside of pairs, which are found from left to right and do not nest. */
    private static String tight(String text, char open, char close) {
        StringBuilder tight = new StringBuilder(text.length());
        int done = 0;
        int from = text.indexOf(open);
        while (from >= 0) {
            int until = text.indexOf(close, from + 1);
            if (until < 0) {
                break;
            }
            tight.append(text, done, from + 1)
                    .append(stripped(text.substring(from + 1, until)))
                    .append(close);
            done = until + 1;
            from = text.indexOf(open, done);
        }
        return tight.append(text, done, text.length()).toString();
    }

    private static String stripped(String text) {
        int from = 0;
        int until = text.length();
        while (from < until && blank(text.charAt(from))) {
            from++;
        }
        while (until > from && blank(text.charAt(until - 1))) {
            until--;
        }
        return text.substring(from, until);
    }

    /** Says whether a character is white space to Python, whose idea of it the data sets were made with. */
    private static boolean blank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }
}
