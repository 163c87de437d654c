package dev.dlmbench.report;

import dev.dlmbench.results.Answer;
import java.util.Locale;

/** What an answer may be. */
enum AnswerState {
    RIGHT,
    WRONG,
    /** No answer can be read. */
    MALFORMED;

    static AnswerState of(Answer answer) {
        return answer.right() ? RIGHT : answer.answer() == null ? MALFORMED : WRONG;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
