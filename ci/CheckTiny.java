import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks what every kind of node came to in {@code tiny.yaml}: an exact denoiser by identities, an untaught network in
 * closed form.
 *
 * <p>Run as {@code java -cp ... ci/CheckTiny.java STORE REPORTS ANSWERS}.
 */
final class CheckTiny {
    private static final int SYMBOLS = 8;
    private static final int BLOCK = 4;
    private static final int LENGTH = 32;

    private static int failures;

    private final SuiteResults results;

    private CheckTiny(SuiteResults results) {
        this.results = results;
    }

    public static void main(String[] arguments) throws Exception {
        ResultStore store = ResultStore.open(Path.of(arguments[0]));
        CheckTiny check = new CheckTiny(SuiteResults.read(store, store.readIndex("tiny").orElseThrow()));
        SuiteResults imported = SuiteResults.read(store, store.readIndex("imported").orElseThrow());
        check.everyKindIsThere(imported);
        check.roundTrip(imported);
        check.exactDenoisers();
        check.untaughtNetworks();
        check.codes();
        check.companions();
        check.samples();
        check.controls();
        check.answers();
        check.untaughtChoices();
        check.answersAreShown(Files.readString(Path.of(arguments[1], "tiny", "index.html")));
        check.answersAreExported(Path.of(arguments[2]));
        if (failures > 0) {
            say("%d checks failed", failures);
            System.exit(1);
        }
    }

    /** A TorchScript module is made with Python, which is not here. */
    private void everyKindIsThere(SuiteResults imported) {
        Set<String> found = Stream.of(results, imported)
                .flatMap(suite -> suite.nodes().values().stream())
                .map(NodeRecord::spec)
                .map(spec -> spec.path("kind").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = Arrays.stream(NodeKind.values())
                .filter(kind -> kind != NodeKind.TORCHSCRIPT)
                .map(NodeKind::id).collect(Collectors.toCollection(TreeSet::new));
        check(found.equals(all), "every kind of node was computed: %s", found);
        long wrong = results.rows().stream()
                .map(MetricRow::measurement)
                .filter(value -> value.value() != null && !(value.value() >= 0))
                .count();
        check(wrong == 0, "no value is negative");
        for (PointEntry point : results.index().points()) {
            if (!point.experiment().startsWith("exact") && !point.control()) {
                Measurement variance = rows(point.experiment(), Metric.GRADIENT_VARIANCE).get(0);
                check(variance.value() > 0 && variance.n() == 16, "%s: the gradient varies over 16 batches, by %.4g",
                        point.experiment(), variance.value());
            }
        }
    }

    /** A model that was written for other programs and read back has the same bits of every value. */
    private void roundTrip(SuiteResults imported) {
        double trained = value("masked", Metric.NLL);
        double read = new CheckTiny(imported).value("masked", Metric.NLL);
        check(trained == read, "masked: exported and read back, NLL is %s, was %s", read, trained);
    }

    /** What counts n-grams of the text comes close to its source, and calls no network. */
    private void controls() {
        double truth = results.facts(Metric.TRUE_NLL).get(0);
        double counted = value("back-off", Metric.NLL);
        double single = value("unigram", Metric.NLL);
        check(counted > truth - 0.1 && counted < single && single <= Math.log(SYMBOLS) + 0.1,
                "controls: NLL %.4f by n-grams and %.4f by tokens, %.4f by the source", counted, single, truth);
        check(rows("shuffled", Metric.NLL).isEmpty(), "controls: n-grams in any order have no likelihood");
        for (String control : List.of("unigram", "back-off", "shuffled")) {
            check(value(control, Metric.NFE) == 0 && value(control, Metric.GEN_PPL) > 1, "%s: no call, gen-PPL %.4f",
                    control, value(control, Metric.GEN_PPL));
        }
    }

    /** Three answers to each of eight examples, two of which are recorded. */
    private void answersAreShown(String page) {
        check(page.contains("id=\"answers\"") && page.contains("24 of 24 shown"), "asked: the page shows all answers");
        check(page.contains("\"role\":\"given\""), "asked: the page plays answers behind their prompts");
    }

    private void answersAreExported(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            List<JsonNode> lines = JsonLines.read(logs.get(0), JsonNode.class);
            double right = lines.stream().mapToDouble(line -> line.get("exact_match").doubleValue()).sum();
            check(logs.size() == 1 && lines.size() == 8 && right >= 0 && right <= 8,
                    "asked: a line for each of 8 examples, %.0f of them right", right);
        }
    }

    /** With true conditionals every bound is the likelihood, and so is the mean loss over all times. */
    private void exactDenoisers() {
        double truth = results.facts(Metric.TRUE_NLL).get(0);
        for (String experiment : List.of("exact-ar", "exact-masked", "exact-order", "exact-mixed")) {
            near(experiment + ": NLL is the source's", value(experiment, Metric.NLL), truth, 1e-6);
        }
        near("exact-mixed: the bound by Jensen is the source's", value("exact-mixed", Metric.NLL_JENSEN), truth, 1e-6);
        near("exact-mixed: the bound of the mixture is the source's", value("exact-mixed", Metric.NLL_MIXTURE), truth, 1e-6);
        List<Measurement> times = rows("exact-masked", Metric.LOSS_TIME);
        double mean = times.stream().mapToDouble(Measurement::value).average().orElseThrow();
        double error = Math.sqrt(times.stream().mapToDouble(time -> Math.pow(time.standardError(), 2)).sum()) / times.size();
        check(times.size() == 10, "exact-masked: losses at ten intervals of time");
        near("exact-masked: their mean is the source's NLL", mean, truth, 4 * error);
        Measurement judged = only(rows("exact-ar", Metric.GEN_PPL));
        Measurement held = only(rows("exact-ar", Metric.NLL));
        double scatter = Math.hypot(judged.standardError() / judged.value(), held.standardError());
        near("exact-ar: samples are as likely as the text", Math.log(judged.value()), truth, 4 * scatter);
        near("exact-ar: a call for each token", value("exact-ar", Metric.NFE), LENGTH, 0);
    }

    /**
     * Where neither part of a joint denoiser has learnt anything, all candidates weigh the same and a token costs ln K.
     * With the source's own copula, few steps draw texts as likely as the source's, for two calls a step and one a token.
     */
    private void companions() {
        near("weighed: a token costs ln K", value("weighed", Metric.JOINT_SCORE), Math.log(SYMBOLS), 1e-4);
        double calls = value("weighed", Metric.NFE);
        check(calls > LENGTH / 4 * (1 + 3) && calls <= LENGTH * (1 + 3), "weighed: %.1f calls, three in four for candidates",
                calls);
        near("exact-copula: calls", value("exact-copula", Metric.NFE), LENGTH / 4 * (2 * 2 + 4), 0);
        Measurement judged = only(rows("exact-copula", Metric.GEN_PPL));
        double truth = results.facts(Metric.TRUE_NLL).get(0);
        Measurement held = only(rows("exact-ar", Metric.NLL));
        double scatter = Math.hypot(judged.standardError() / judged.value(), held.standardError());
        near("exact-copula: samples are as likely as the text", Math.log(judged.value()), truth, 4 * scatter);
    }

    /**
     * A code is as long as its text is unlikely: the source's bits, or log2 K for each letter of a network that has
     * learnt nothing, and a byte at most for its end.
     */
    private void codes() {
        int letters = 32 * LENGTH;
        double truth = results.facts(Metric.TRUE_NLL).get(0) / Math.log(2);
        double untaught = Math.log(SYMBOLS) / Math.log(2);
        for (String experiment : List.of("exact-ar", "exact-order", "untaught-ar")) {
            double bits = experiment.startsWith("exact") ? truth : untaught;
            double length = value(experiment, Metric.CODE_LENGTH);
            near(experiment + ": a code sees the calls' own NLL", value(experiment, Metric.CODE_NLL), bits, 1e-4);
            check(length > bits - 1e-4 && length < bits + 8.0 / letters + 1e-4,
                    "%s: a letter takes %.5f bits, of %.5f", experiment, length, bits);
            double alone = value(experiment, Metric.CODE_LENGTH_ALONE);
            check(alone >= length && alone < bits + 16.0 / LENGTH, "%s: %.5f bits in codes of single documents",
                    experiment, alone);
        }
        Measurement none = only(rows("masked", Metric.CODE_LENGTH));
        check(none.value() == null && none.reason().contains("by chance"), "masked: no code, since %s", none.reason());
    }

    /**
     * A network that has learnt nothing gives every token ln K. Its blocks' mean losses vary by the number of masks
     * alone: with rates t uniform on [a, b] by (ln K)^2 / S (E[1 / t] - 1), where E[1 / t] = ln(b / a) / (b - a).
     */
    private void untaughtNetworks() {
        double uniform = Math.log(SYMBOLS);
        near("untaught-ar: NLL is ln K", value("untaught-ar", Metric.NLL), uniform, 1e-5);
        near("untaught-ar: the training loss is ln K", value("untaught-ar", Metric.TRAIN_LOSS), uniform, 1e-5);
        near("untaught: NLL is ln K", value("untaught", Metric.NLL), uniform, 1e-5);
        Measurement lower = rows("untaught", Metric.NLL).get(0).lower().orElseThrow();
        near("untaught: its lower bound is ln K as well", lower.value(), uniform, 1e-5);
        int windows = 0;
        for (MetricRow row : results.rows()) {
            if (!row.point().startsWith("untaught") || row.metric() != Metric.NELBO_VARIANCE) {
                continue;
            }
            double found = row.measurement().value();
            if (row.point().equals("untaught-ar")) {
                near("untaught-ar: without noise its losses do not vary", found, 0, 1e-9);
                continue;
            }
            String[] ends = row.measurement().conditions().get("window").replaceAll("[\\[\\] ]", "").split(",");
            double low = Double.parseDouble(ends[0]);
            double high = Double.parseDouble(ends[1]);
            if (low >= 0.3 && high > low) {
                windows++;
                double inverse = Math.log(high / low) / (high - low);
                double expected = uniform * uniform / BLOCK * (inverse - 1);
                // 16 batches of 16 x 8 blocks: a variance is uncertain by about sqrt(2 / 2,048), 3 %
                near("untaught: the variance of losses in the window [" + low + ", " + high + "]", found, expected,
                        0.15 * expected + 1e-6);
            }
        }
        check(windows > 3, "untaught: %d windows have a closed form", windows);
    }

    /** Of the source's own text hardly any 4-gram is new; a network that has learnt nothing writes all there are. */
    private void samples() {
        double known = value("exact-ar", Metric.NOVELTY);
        double any = value("untaught-ar", Metric.NOVELTY);
        check(known < 0.05 && any > known, "untaught-ar: more is new, %.3f, than in the source's samples, %.3f", any, known);
        check(rows("exact-ar", Metric.DISTINCT_N).size() == 4, "exact-ar: n-grams of four lengths are counted");
        check(value("exact-ar", Metric.DISTINCT_N, "1") == SYMBOLS / (400.0 * LENGTH), "exact-ar: every symbol is drawn");
        double alike = value("masked", Metric.MAUVE);
        check(alike > 0 && alike <= 1, "masked: MAUVE is %.3f", alike);
        check(rows("exact-ar", Metric.MAUVE).isEmpty(), "exact-ar: the source makes nothing of a text");
    }

    private double value(String experiment, Metric metric, String n) {
        return only(rows(experiment, metric).stream()
                .filter(row -> row.conditions().get("n").equals(n))
                .toList()).value();
    }

    /** Whatever three answers to each example are, more of them pass more often, and no majority is right without one. */
    private void answers() {
        double accuracy = value("asked", Metric.ACCURACY);
        double two = atK(Metric.PASS_AT_K, 2);
        double three = atK(Metric.PASS_AT_K, 3);
        check(accuracy <= two && two <= three && three <= 1, "asked: pass@1, 2 and 3 are %.3f, %.3f and %.3f",
                accuracy, two, three);
        near("asked: maj@3 is right no more often than one of three", Math.min(0, three - atK(Metric.MAJ_AT_K, 3)), 0, 1e-12);
        double tokens = value("asked", Metric.TOKEN_ACCURACY);
        check(tokens > 0 && tokens <= 1, "asked: %.3f of the tokens are as expected", tokens);
        check(value("asked", Metric.ANSWERS_PER_SECOND) > 0, "asked: answers take their time");
    }

    private double atK(Metric metric, int k) {
        return only(rows("asked", metric).stream()
                .filter(row -> row.conditions().get("k").equals(Integer.toString(k)))
                .toList()).value();
    }

    /** A network that has learnt nothing gives every character ln K, and so finds the shorter choice likelier. */
    private void untaughtChoices() throws IOException {
        NodeRecord node = results.nodes().values().stream()
                .filter(found -> found.spec().path("kind").asText().equals(NodeKind.CHOICES.id()))
                .findFirst()
                .orElseThrow();
        List<ChosenAnswer> chosen = JsonLines.read(node.folder().resolve(NodeFiles.CHOICES), ChosenAnswer.class);
        double letter = value("chooser", Metric.NLL); // ln K, whatever is written
        double off = 0;
        for (ChosenAnswer answer : chosen) {
            for (ChosenAnswer.Choice choice : answer.choices()) {
                off = Math.max(off, Math.abs(choice.nats() - choice.text().length() * letter));
            }
        }
        check(chosen.size() == 4 && chosen.stream().allMatch(answer -> answer.chosen().equals("True")),
                "chooser: the shorter choice is the likelier one of every example");
        near("chooser: a choice has the nats of its letters", off, 0, 1e-4);
        double right = chosen.stream().filter(answer -> answer.expected().equals("True")).count() / 4.0;
        near("chooser: it is right as often as that is true", value("chooser", Metric.CHOICE_ACCURACY),
                right, 1e-12);
        near("chooser: every set of masks was scored", value("chooser", Metric.NOT_SEPARATED), 0, 0);
    }

    private double value(String experiment, Metric metric) {
        return only(rows(experiment, metric)).value();
    }

    private List<Measurement> rows(String experiment, Metric metric) {
        return results.rows().stream()
                .filter(row -> row.point().equals(experiment) && row.metric() == metric)
                .map(MetricRow::measurement)
                .toList();
    }

    private static Measurement only(List<Measurement> values) {
        if (values.size() != 1) {
            throw new IllegalStateException("one value was expected, got " + values);
        }
        return values.get(0);
    }

    private static void near(String fact, double value, double expected, double within) {
        check(Math.abs(value - expected) <= within, "%s: %.6f, expected %.6f within %.2g", fact, value, expected, within);
    }

    private static void check(boolean holds, String fact, Object... values) {
        failures += holds ? 0 : 1;
        say((holds ? "ok      " : "FAILED  ") + fact, values);
    }

    private static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
