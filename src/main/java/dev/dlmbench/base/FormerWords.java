package dev.dlmbench.base;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What settings, roles and conditions were called before they got the field's words. Suites have to say the new word;
 * stores, baselines and calibrations of before are read with it. Files of nodes keep the first words (see
 * {@code SpecJson}), since addresses and definitions are hashes of them.
 */
public final class FormerWords {
    /** The first and the present word for who scores samples: a section of settings, a role of nodes, a condition. */
    private static final String JUDGE = "judge";

    private static final String EVALUATOR = "evaluator";

    private static final String REMASK = "remask";

    /** Settings that were renamed, without the section of the evaluator, which has some of them too. */
    private static final Map<String, String> SETTINGS = Map.of(
            "backbone.condition", "backbone.conditioningDim",
            "backbone.timeInput", "backbone.timeConditioning",
            "training.microBatches", "training.gradientAccumulation",
            "objective.window", "objective.clip",
            "sampling.nucleus", "sampling.topP",
            "sampling.nucleusRule", "sampling.topPRule",
            "sampling.stop.longest", "sampling.stop.maxLength");

    /** Last words of renamed settings that others still have, such as {@code sampling.corrector.window}. */
    private static final Set<String> STILL_USED = Set.of("window");

    /** Values that were renamed, by the present name of their setting. */
    private static final Map<String, Map<String, String>> VALUES = Map.of(
            "objective.loss", Map.of("bound", "nelbo"), "sampling.plan", Map.of("planned", "dynamic-programming"));

    /** A renamed value in a claim or in the name of a point, such as {@code , loss=bound}. */
    private static final Pattern VALUE = Pattern.compile("(?<=[,(]\\s{0,9})([A-Za-z.]+)(\\s*=\\s*)([a-z-]+)");

    /** A setting in a claim or in the name of a point, such as {@code , nucleus=0.9}. */
    private static final Pattern CHOICE = Pattern.compile("(?<=[,(]\\s{0,9})([A-Za-z.]+)(?=\\s{0,9}=)");

    /** What is of the test split, which was called held out first. */
    private static final Pattern TESTED = Pattern.compile("\\btest (document|token|text)");

    private FormerWords() {}

    /** Returns what the setting or section called {@code key}, a dotted path, is called now; itself as a rule. */
    public static String setting(String key) {
        boolean judges = key.equals(JUDGE) || key.startsWith(JUDGE + ".");
        String present = judges ? EVALUATOR + key.substring(JUDGE.length()) : key;
        String prefix = present.startsWith(EVALUATOR + ".") ? EVALUATOR + "." : "";
        String own = present.substring(prefix.length());
        return prefix + SETTINGS.getOrDefault(own, own);
    }

    /** Returns the last word of a setting as points are named by, such as {@code topP} for {@code nucleus}. */
    public static String choice(String word) {
        return SETTINGS.entrySet().stream()
                .filter(renamed -> last(renamed.getKey()).equals(word))
                .map(renamed -> last(renamed.getValue()))
                .findFirst()
                .orElseGet(() -> setting(word));
    }

    /** Returns the name of a point in present words; last words that present settings have stay as they are. */
    public static String choices(String written) {
        return choices(written, STILL_USED);
    }

    /**
     * Returns a claim's expectation in present words.
     *
     * @param present last words of the settings that points are named by, which stay as they are
     */
    public static String choices(String written, Set<String> present) {
        String named = CHOICE.matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(
                        present.contains(last(found.group())) ? found.group() : choice(found.group())));
        return VALUE.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + found.group(2) + valueOf(found.group(1), found.group(3))));
    }

    /** Returns the present word for a role of nodes, or for a condition of measurements. */
    public static String role(String word) {
        return word.equals(JUDGE) || word.startsWith(JUDGE + "-") ? EVALUATOR + word.substring(JUDGE.length()) : word;
    }

    /** Returns what definitions are hashes of: {@code words} as they were first. */
    public static String first(String words) {
        return TESTED.matcher(words.replace(EVALUATOR, JUDGE)
                        .replace("to " + REMASK, "to take back")
                        .replace("NELBO's weights", "bound's weights")
                        .replace("times is the NELBO", "times is the bound"))
                .replaceAll("held-out $1");
    }

    /** Returns the present word for what a step of a trace was for. */
    public static String step(String word) {
        return word.equals("revoke") ? REMASK : word;
    }

    /** Returns what a value of the setting called {@code key} now is called now; itself as a rule. */
    public static String value(String key, String word) {
        return VALUES.getOrDefault(key, Map.of()).getOrDefault(word, word);
    }

    /** Returns the same for a setting by its last word, or more of its path. */
    private static String valueOf(String word, String value) {
        return VALUES.keySet().stream()
                .filter(key -> key.equals(word) || key.endsWith("." + word))
                .map(key -> value(key, value))
                .findFirst()
                .orElse(value);
    }

    /** Returns settings with their present names and values, in the same order. */
    public static Map<String, String> settings(Map<String, String> written) {
        Map<String, String> present = renamed(written, FormerWords::setting);
        present.replaceAll(FormerWords::value);
        return present;
    }

    /** Returns nodes by the present words for their roles, or conditions by theirs. */
    public static Map<String, String> roles(Map<String, String> written) {
        return renamed(written, FormerWords::role);
    }

    private static Map<String, String> renamed(Map<String, String> written, UnaryOperator<String> present) {
        Map<String, String> renamed = new LinkedHashMap<>();
        written.forEach((word, value) -> renamed.put(present.apply(word), value));
        return renamed;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
