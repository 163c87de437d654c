package dev.dlmbench.suite;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problem;
import dev.dlmbench.suite.ExecutorSpec.Kind;
import dev.dlmbench.suite.ExecutorSpec.Site;
import dev.dlmbench.suite.YamlNode.Entry;
import dev.dlmbench.suite.YamlNode.Mapping;
import dev.dlmbench.suite.YamlNode.Scalar;
import dev.dlmbench.suite.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code executor}, from the file and from overrides such as {@code executor.kind=slurm}. */
final class ExecutorReader {
    /** What the keys of overrides begin with. */
    static final String PREFIX = "executor.";

    static final List<String> WORDS = List.of("partition", "account", "qos", "constraint", "exclude");
    static final List<String> DURATIONS = List.of("time", "poll", "grace", "stuck", "stall");
    static final List<String> NUMBERS = List.of("gpus", "cpus", "parallel", "array", "pack", "attempts");
    static final List<String> LISTS = List.of("sbatch", "setup", "ssh");
    private static final List<String> KEYS = keys();

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.,:|&*()\\[\\]-]{0,199}");
    static final Pattern DURATION = Pattern.compile("(\\d{1,7})(s|m|h|d)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
    static final Pattern MEMORY = Pattern.compile("(\\d{1,6})(M|G)");
    private static final int LONGEST_LINE = 1000;

    private final Diagnostics diagnostics;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Position> places = new LinkedHashMap<>();

    ExecutorReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("kind", "memory"));
        keys.addAll(WORDS);
        keys.addAll(DURATIONS);
        keys.addAll(NUMBERS);
        keys.addAll(LISTS);
        return List.copyOf(keys);
    }

    /** Reads the section. */
    void read(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of " + String.join(", ", KEYS));
            return;
        }
        mapping.entries().forEach(this::set);
    }

    /** Reads one key, which wins over what was read before. */
    void set(Entry entry) {
        String key = entry.key();
        if (!KEYS.contains(key)) {
            diagnostics.reportUnknown(entry.at(), "key", key, KEYS);
            return;
        }
        places.put(key, entry.value().at());
        Optional<?> value;
        if (key.equals("kind")) {
            value = kind(entry);
        } else if (key.equals("memory")) {
            value = matched(entry, MEMORY, "a size such as 16G or 900M", ExecutorReader::mebibytes);
        } else if (WORDS.contains(key)) {
            value = matched(entry, WORD, "a word without blanks", Matcher::group);
        } else if (DURATIONS.contains(key)) {
            value = matched(entry, DURATION, "a duration such as 90s, 30m or 4h", ExecutorReader::duration);
        } else if (NUMBERS.contains(key)) {
            value = number(entry);
        } else {
            value = lines(entry);
        }
        value.ifPresent(read -> values.put(key, read));
    }

    private Optional<Kind> kind(Entry entry) {
        String text = entry.value() instanceof Scalar scalar ? scalar.text() : "";
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(choice -> Names.of(choice).equals(text))
                .findFirst();
        if (kind.isEmpty()) {
            List<String> choices = Arrays.stream(Kind.values()).map(Names::of).toList();
            diagnostics.reportUnknown(entry.value().at(), "executor", text, choices);
        }
        return kind;
    }

    private <T> Optional<T> matched(Entry entry, Pattern form, String wanted, Function<Matcher, T> reading) {
        Matcher matcher = form.matcher(entry.value() instanceof Scalar scalar ? scalar.text() : "");
        if (matcher.matches()) {
            return Optional.of(reading.apply(matcher));
        }
        diagnostics.reportMismatch(entry, wanted);
        return Optional.empty();
    }

    private static long duration(Matcher matcher) {
        return Long.parseLong(matcher.group(1))
                * Optional.ofNullable(SECONDS.get(matcher.group(2))).orElseThrow();
    }

    private static int mebibytes(Matcher matcher) {
        return Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("G") ? 1024 : 1);
    }

    private Optional<Integer> number(Entry entry) {
        SettingType.Reading reading = SettingType.INT.read(entry.value());
        if (reading.value().orElse(null) instanceof SettingValue.Whole whole && whole.value() >= 0) {
            return Optional.of((int) whole.value());
        }
        diagnostics.reportMismatch(entry, "a whole number that is not negative");
        return Optional.empty();
    }

    private Optional<List<String>> lines(Entry entry) {
        String wanted = entry.key().equals("sbatch") ? "a list of options such as --reservation=x" : "a list of lines";
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, wanted);
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (YamlNode item : list.items()) {
            String line = item instanceof Scalar scalar ? scalar.text() : "";
            boolean option = !entry.key().equals("sbatch") || line.startsWith("--");
            if (line.isBlank() || line.length() > LONGEST_LINE || !option || !isOneLine(line)) {
                diagnostics.report(
                        item.at(), entry.key() + " must be " + wanted + ", each of one line, got " + item.described());
            } else {
                lines.add(line);
            }
        }
        return Optional.of(lines);
    }

    private static boolean isOneLine(String line) {
        return line.chars().noneMatch(Character::isISOControl);
    }

    /** Returns what was read; bounds that are not kept are reported. */
    ExecutorSpec checked() {
        Site usual = Site.DEFAULT;
        ExecutorSpec local = ExecutorSpec.LOCAL;
        try {
            Site site = new Site(
                    value("partition", usual.partition()),
                    value("account", usual.account()),
                    value("qos", usual.qos()),
                    value("constraint", usual.constraint()),
                    value("exclude", usual.exclude()),
                    value("time", usual.time()),
                    value("gpus", usual.gpus()),
                    value("cpus", usual.cpus()),
                    value("memory", usual.memory()),
                    value("parallel", usual.parallel()),
                    value("array", usual.array()),
                    value("pack", usual.pack()),
                    value("sbatch", usual.sbatch()),
                    value("setup", usual.setup()),
                    value("ssh", usual.ssh()),
                    value("poll", usual.poll()),
                    value("grace", usual.grace()),
                    value("stuck", usual.stuck()));
            return new ExecutorSpec(
                    value("kind", local.kind()),
                    site,
                    value("stall", local.stall()),
                    value("attempts", local.attempts()));
        } catch (InvalidSettingException e) {
            for (Problem problem : e.problems()) {
                Position at = Optional.ofNullable(places.get(problem.key().substring(PREFIX.length())))
                        .orElseThrow();
                diagnostics.report(at, problem.toString());
            }
            return local;
        }
    }

    @SuppressWarnings("unchecked") // each key holds what its reader returns, of the type of its default
    private <T> T value(String key, T usual) {
        return (T) values.getOrDefault(key, usual);
    }
}
