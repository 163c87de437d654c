package dev.dlmbench.yaml;

/**
 * One thing wrong with a suite, where it is, and what might have been meant.
 *
 * @param file the file as the user named it, or {@code override 'key=value'}
 * @param line counted from 1; 0 where there is no place in a text to show
 * @param column in characters, counted from 1; 0 where there is no place in a text to show
 * @param message names the thing, the rule and the value
 * @param suggestion what might have been meant, such as {@code width}; empty if there is no guess
 * @param excerpt the line in question; empty where there is none to show
 */
public record Diagnostic(String file, int line, int column, String message, String suggestion, String excerpt) {

    /** Returns one line, such as {@code suite.yaml:3:5: unknown key 'widht'; did you mean 'width'?}. */
    public String headline() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        String guess = suggestion.isEmpty() ? "" : "; did you mean '" + suggestion + "'?";
        return place + ": " + message + guess;
    }

    /** Returns the headline and, where there is one, the line in question with a caret below the place. */
    @Override
    public String toString() {
        return excerpt.isBlank() ? headline() : headline() + "\n    " + excerpt + "\n    " + indent() + "^";
    }

    private String indent() {
        StringBuilder indent = new StringBuilder();
        excerpt.codePoints().limit(column - 1L).forEach(c -> indent.append(c == '\t' ? '\t' : ' '));
        int width = (int) excerpt.codePoints().limit(column - 1L).count();
        return indent.append(" ".repeat(column - 1 - width)).toString();
    }
}
