package dev.dlmbench.report;

import dev.dlmbench.results.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Made-up traces: one text, which begins with a prompt, filled in by other ways. */
final class FixtureTraces {
    static final String PROMPT = "the ";
    private static final String TEXT = "the quick brown fox jumps over <b>\nthe lazy dog";

    private FixtureTraces() {}

    /** Returns two texts: drawn from left to right, in any order, or from noise with tokens replaced at the end. */
    static List<Trace> of(String process, int steps) {
        return List.of(trace(0, process, steps, 1), trace(1, process, steps, 2));
    }

    private static Trace trace(int index, String process, int steps, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = PROMPT.length(); i < TEXT.length(); i++) {
            order.add(i);
        }
        Random random = new Random(seed);
        List<Trace.Step> made = new ArrayList<>();
        if (process.equals("uniform")) {
            made.add(step("noise", order, "x"));
        }
        if (!process.equals("autoregressive")) {
            Collections.shuffle(order, random);
        }
        int each = process.equals("autoregressive") ? 1 : Math.max(1, (order.size() + steps - 1) / steps);
        for (int start = 0; start < order.size(); start += each) {
            made.add(step("draw", order.subList(start, Math.min(order.size(), start + each)), ""));
        }
        if (process.equals("uniform")) {
            made.add(step("correct", order.subList(0, 2), "zq"));
            made.add(step("correct", order.subList(0, 2), ""));
            made.add(step("remask", order.subList(2, 3), " "));
            made.add(step("draw", order.subList(2, 3), ""));
        }
        return new Trace(index, TEXT.length(), made);
    }

    /** Returns a step that puts {@code letters}, or those of the text without any, in turn at {@code places}. */
    private static Trace.Step step(String role, List<Integer> places, String letters) {
        List<String> to = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            to.add(
                    role.equals("remask")
                            ? ""
                            : letters.isEmpty()
                                    ? TEXT.substring(place, place + 1)
                                    : letters.substring(i % letters.length(), i % letters.length() + 1));
        }
        return new Trace.Step(role, places, to, Collections.nCopies(places.size(), 0.5));
    }
}
