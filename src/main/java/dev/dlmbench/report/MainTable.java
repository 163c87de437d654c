package dev.dlmbench.report;

import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.verdict.Winners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The main table: one row for each point.
 *
 * @param columns what is shown, from left to right
 * @param rows in the order of the suite
 */
public record MainTable(List<Column> columns, List<Row> rows) {
    private static final String PAPER = "paper-";
    private static final Pattern SPREAD = Pattern.compile("(.+)-(batch|k)-(\\d+)");

    /**
     * One column.
     *
     * @param key name in data files
     * @param heading for people
     * @param unit below the heading
     * @param arrow which way is better: up, down or nothing
     * @param numeric whether it sorts as numbers
     */
    public record Column(String key, String heading, String unit, String arrow, boolean numeric) {

        /** Returns what was measured; nothing for columns that tell points apart. */
        public Optional<Metric> metric() {
            Matcher spread = SPREAD.matcher(key);
            return Metric.byId(spread.matches() ? spread.group(1) : key);
        }

        /** Returns whether it holds a setting, which a point's own name tells as well. */
        public boolean setting() {
            return metric().isEmpty() && !key.startsWith(PAPER);
        }

        /** Returns the batch size of decoding or the number of answers, or the empty string. */
        public String at() {
            Matcher spread = SPREAD.matcher(key);
            return spread.matches() ? spread.group(3) : "";
        }

        /** Returns the same in words, such as {@code batch 16}. */
        public String place() {
            Matcher spread = SPREAD.matcher(key);
            return spread.matches() ? spread.group(2) + " " + spread.group(3) : "";
        }
    }

    /**
     * One cell.
     *
     * @param text the value, with the signs that stand before it
     * @param detail its interval, in smaller print
     * @param hint why there is no value, or what the interval is over
     * @param value unrounded, or empty
     * @param low of the interval, unrounded, or empty
     * @param high of the interval, unrounded, or empty
     * @param lower bound of a value that is an upper one, unrounded, or empty
     * @param caveats what a reader must know of the value
     */
    public record Cell(
            String text,
            String detail,
            String hint,
            String value,
            String low,
            String high,
            String lower,
            Caveats caveats) {

        /** Makes a cell of which there is nothing more to know. */
        public Cell(String text, String detail, String hint, String value, String low, String high) {
            this(text, detail, hint, value, low, high, "", Caveats.NONE);
        }

        /** Returns the value with all of its signs in plain text. */
        public String marked() {
            return text + (caveats.behind().isEmpty() ? "" : "\u202f" + caveats.behind());
        }
    }

    /**
     * One point.
     *
     * @param id of the point
     * @param name of the point, shorter
     * @param anchor of what the page says about it
     * @param state what became of it
     * @param cells one for each column
     */
    public record Row(String id, String name, String anchor, String state, List<Cell> cells) {}

    private record Measured(Column column, Metric metric, String at) {}

    /** Returns the table of {@code results}: what the suite asks for and was measured, and the parameters. */
    public static MainTable of(SuiteResults results) {
        List<Measured> measured = measured(results);
        List<Column> columns = new ArrayList<>(List.of(
                new Column("process", "process", "", "", false),
                new Column("blockSize", "S", "tokens", "", true),
                new Column("stepsPerBlock", "steps", "per block", "", true)));
        Commentary commentary = results.index().commentary();
        boolean paper = !commentary.values().isEmpty();
        if (paper) {
            columns.add(new Column(PAPER + commentary.metric(), "paper", commentary.metric(), "", true));
        }
        measured.forEach(column -> columns.add(column.column()));
        List<Row> rows = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    word(point.process()),
                    count(point.blockSize() == 0 ? "" : Integer.toString(point.blockSize())),
                    count(steps(point))));
            if (paper) {
                cells.add(paper(commentary, point));
            }
            measured.forEach(column -> cells.add(cell(summary(results, point, column))));
            NodeState.State state = results.state(point);
            rows.add(new Row(
                    point.id(),
                    Families.pointName(point),
                    anchor(rows.size()),
                    state == NodeState.State.COMPLETE ? "" : state.name().toLowerCase(Locale.ROOT),
                    cells));
        }
        return new MainTable(columns, rows);
    }

    /** Returns what explains the signs at the table's values, a line for each that occurs. */
    public List<String> legend() {
        return Caveats.legend(rows.stream()
                .flatMap(row -> row.cells().stream())
                .map(Cell::caveats)
                .toList());
    }

    /** Returns the anchor of what the page says about a point, the suite's points counted from 0. */
    static String anchor(int point) {
        return "point-" + (point + 1);
    }

    /** Returns which column shows a metric, counted from 0; -1 if none does. */
    int index(Metric metric) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key().equals(metric.id())) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the best point of each column of a metric, by the column's key, where the difference is real. */
    public Map<String, String> winners(SuiteResults results) {
        Map<String, String> winners = new TreeMap<>();
        for (Column column : columns) {
            column.metric()
                    .flatMap(metric -> Winners.of(results, metric, column.at()))
                    .ifPresent(point -> winners.put(column.key(), point.id()));
        }
        return winners;
    }

    /** Returns the metrics that have a column, from left to right. */
    private static List<Metric> shown() {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.section().isPresent())
                .sorted(Comparator.comparing(metric -> metric.section().orElseThrow()))
                .toList();
    }

    private static List<Measured> measured(SuiteResults results) {
        List<Measured> measured = new ArrayList<>();
        for (Metric metric : shown()) {
            if (metric.askable() && !results.index().metrics().contains(metric.id())) {
                continue;
            }
            if (!results.measured(metric)) {
                continue;
            }
            String arrow =
                    switch (metric.better()) {
                        case LOWER -> "\u2193";
                        case HIGHER -> "\u2191";
                        case DATA, NONE -> "";
                    };
            if (metric.spread().isEmpty()) {
                Column column = new Column(metric.id(), metric.heading(), metric.unit(), arrow, true);
                measured.add(new Measured(column, metric, ""));
                continue;
            }
            String condition = metric.spread().get();
            for (String at : results.variants(metric)) {
                String unit = metric.unit() + ", " + condition + " " + at;
                String key = metric.id() + "-" + condition + "-" + at;
                measured.add(new Measured(new Column(key, metric.heading(), unit, arrow, true), metric, at));
            }
        }
        return measured;
    }

    private static Summary summary(SuiteResults results, PointEntry point, Measured column) {
        return column.metric().spread().isEmpty()
                ? results.summary(point, column.metric())
                : results.variants(point, column.metric())
                        .getOrDefault(column.at(), Summary.absent(column.metric(), Map.of(), "not measured"));
    }

    private static String steps(PointEntry point) {
        if (point.blockSize() == 0) {
            return "";
        }
        String steps = point.settings().getOrDefault("sampling.stepsPerBlock", "");
        return steps.equals("0") ? Integer.toString(point.blockSize()) : steps;
    }

    private static Cell paper(Commentary commentary, PointEntry point) {
        Double value = commentary.values().get(point.id());
        return value == null
                ? new Cell("\u2013", "", "the paper has no such value", "", "", "")
                : new Cell(Double.toString(value), "", commentary.cites(), Double.toString(value), "", "");
    }

    private static Cell word(String text) {
        return new Cell(text, "", "", text, "", "");
    }

    private static Cell count(String text) {
        return text.isEmpty()
                ? new Cell("\u2013", "", "one token after the other, without blocks", "", "", "")
                : new Cell(text, "", "", text, "", "");
    }

    private static Cell cell(Summary summary) {
        if (summary.mean().isEmpty()) {
            String reason = summary.reason() == null ? "not measured" : summary.reason();
            return new Cell("\u2013", "", reason, "", "", "");
        }
        double mean = summary.mean().getAsDouble();
        String detail = "";
        String low = "";
        String high = "";
        String hint = summary.n() == 1 ? "one value" : "mean of " + summary.n() + " values";
        if (summary.interval().isPresent()) {
            boolean varies =
                    summary.interval().get().high() > summary.interval().get().low();
            detail = varies
                    ? ReportWords.interval(summary.metric(), summary.interval().get())
                    : "";
            hint += ", 95 % interval " + summary.basis().words();
            low = Double.toString(summary.interval().get().low());
            high = Double.toString(summary.interval().get().high());
        }
        return new Cell(
                summary.caveats().before() + summary.plain(value -> ReportWords.number(summary.metric(), value)),
                detail,
                hint,
                Double.toString(mean),
                low,
                high,
                summary.lower().isPresent() ? Double.toString(summary.lower().getAsDouble()) : "",
                summary.caveats());
    }
}
