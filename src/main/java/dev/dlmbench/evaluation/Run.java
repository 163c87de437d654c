package dev.dlmbench.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts of one length, one after another, that go into a call together.
 *
 * @param from the first
 * @param to the one behind the last
 */
record Run(int from, int to) {

    /** Returns the runs that {@code texts} fall into, of {@code most} texts at most. */
    static List<Run> of(List<int[]> texts, int most) {
        return of(texts, new int[texts.size()], most);
    }

    /** Returns the runs of texts that also have one number of {@code given} tokens. */
    static List<Run> of(List<int[]> texts, int[] given, int most) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        while (from < texts.size()) {
            int to = from + 1;
            while (to < texts.size()
                    && to - from < most
                    && given[to] == given[from]
                    && texts.get(to).length == texts.get(from).length) {
                to++;
            }
            runs.add(new Run(from, to));
            from = to;
        }
        return runs;
    }
}
