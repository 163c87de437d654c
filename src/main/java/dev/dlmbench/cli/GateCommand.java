package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.gate.GateJudge;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.gate.GateTexts;
import dev.dlmbench.gate.GateVerdict;
import dev.dlmbench.gate.Judgement;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baselines;
import dev.dlmbench.results.ResultStore;
import dev.dlmbench.run.Plan;
import dev.dlmbench.run.SideBySide;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether something got worse. */
@Command(
        name = "gate",
        description = "Say whether a suite's results got worse than a baseline, and this build slower than another.",
        footer =
                "%nQuality is compared with the baseline. Speed is compared with another build only, which decodes beside"
                        + " this one in processes that take turns; stored speeds are never judged.")
final class GateCommand extends DlmCommand {
    /** Decodings of a process that do not count, and those whose median does, take about so long. */
    private static final double WARMUP_MILLIS = 1_000;

    private static final double MEASURED_MILLIS = 2_000;
    private static final int FEWEST = 5;

    @Mixin
    private SuiteArguments arguments;

    @Option(
            names = "--baseline",
            paramLabel = "NAME|FILE|REF",
            description =
                    "A baseline's name (default: the suite's), a file, or a revision of the repository that has it.")
    private @Nullable String wanted;

    @Option(
            names = "--base-ref",
            paramLabel = "REF",
            description = "Build this revision and time it beside this build.")
    private @Nullable String baseRef;

    @Option(names = "--base-jar", paramLabel = "FILE", description = "Time this build's jar beside this build.")
    private @Nullable Path baseJar;

    @Option(names = "--strict", description = "Exit with 4 if something is inconclusive.")
    private boolean strict;

    /** The whole verdict; what is unknown is null. */
    record Report(String suite, String baseline, String created, String commit, String verdict, List<Row> judgements) {}

    /** One judgement. */
    record Row(
            String metric,
            String point,
            String rule,
            int line,
            String verdict,
            @Nullable Double change,
            boolean ratio,
            @Nullable Double low,
            @Nullable Double high,
            double pValue,
            String test,
            int n,
            @Nullable Integer needed,
            String note) {
        static Row of(Judgement judgement) {
            return new Row(
                    judgement.rule().metric().id(),
                    judgement.point(),
                    judgement.rule().words(),
                    judgement.rule().line(),
                    judgement.verdict().words(),
                    judgement.change().orElse(null),
                    judgement.ratio(),
                    judgement.interval().map(Interval::low).orElse(null),
                    judgement.interval().map(Interval::high).orElse(null),
                    judgement.pValue(),
                    judgement.test(),
                    judgement.n(),
                    judgement.needed().isPresent() ? judgement.needed().getAsInt() : null,
                    judgement.note());
        }
    }

    private record Found(String name, Baseline baseline) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Dlm dlm = dlm();
        ResultStore store = dlm.store();
        Suite suite = arguments.read(dlm);
        if (suite.gate().rules().isEmpty()) {
            throw new InvalidSettingException(suite.name() + " has no gate; write rules under 'gate:'");
        }
        Plan plan = arguments.plan(dlm, store, suite, false);
        Optional<Found> found = baseline(store, suite.name());
        if (found.isEmpty()) {
            err().println(
                            "dlm: there is no baseline to compare with; dlm baseline save makes one, dlm baseline ls shows"
                                    + " those there are");
            return ExitCode.NOT_COMPARABLE;
        }
        SuiteResults results = results(store, plan.index());
        GateJudge judge = new GateJudge(suite.gate(), results, found.get().baseline());
        List<Judgement> judgements = judge.judge(speeds(judge, suite.gate(), plan, store));
        write(suite, found.get(), judgements);
        return exit(judgements, strict);
    }

    // ---- the baseline ----

    private Optional<Found> baseline(ResultStore store, String suite) throws IOException, InterruptedException {
        Baselines baselines = new Baselines(store);
        String name = wanted == null ? suite : wanted;
        Optional<Path> file = wanted == null ? Optional.empty() : file(name);
        if (file.isPresent()) {
            return Optional.of(new Found(name, read(file.get())));
        }
        if (baselines.names().contains(name)) {
            return Optional.of(new Found(name, baselines.read(name)));
        }
        if (wanted == null) {
            return Optional.empty();
        }
        Path sources = dlm().folder().toAbsolutePath();
        Path relative = sources.normalize()
                .relativize(baselines.file(suite).toAbsolutePath().normalize());
        Process show = new ProcessBuilder("git", "show", "--end-of-options", wanted + ":./" + relative)
                .directory(sources.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(show.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return show.waitFor() == 0
                ? Optional.of(new Found(wanted, Baselines.parse(text, wanted + "-" + relative.getFileName())))
                : Optional.empty();
    }

    private static Baseline read(Path file) throws IOException {
        try {
            return Baselines.readFile(file);
        } catch (IOException e) {
            throw new InvalidSettingException("this is no baseline: " + e.getMessage());
        }
    }

    private Optional<Path> file(String name) {
        try {
            Path path = dlm().resolve(Path.of(name));
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    // ---- speed, side by side ----

    private Map<Timed, List<SpeedPair>> speeds(GateJudge judge, GateSpec gate, Plan plan, ResultStore store)
            throws IOException, InterruptedException {
        if ((baseRef == null && baseJar == null) || judge.timed().isEmpty()) {
            return Map.of();
        }
        Path folder = Files.createTempDirectory("dlm-gate");
        OtherBuild ours = new OtherBuild(System.getProperty("java.class.path", ""), "this build");
        OtherBuild base = base(folder);
        SideBySide timing = new SideBySide(plan, store, dlm().data());
        Map<Timed, List<SpeedPair>> speeds = new LinkedHashMap<>();
        for (Timed timed : judge.timed()) {
            Path setup = timing.setup(timed.point(), folder).toAbsolutePath();
            double once = SideBySide.median(ours.command(arguments(setup, timed, 1, FEWEST), folder), folder);
            List<String> what = arguments(setup, timed, (int) Math.ceil(WARMUP_MILLIS / once), Math.max(FEWEST, (int)
                    Math.ceil(MEASURED_MILLIS / once)));
            List<SpeedPair> pairs = new ArrayList<>();
            for (int i = 0; i < gate.pairs(); i++) {
                boolean baseFirst = i % 2 == 0; // A B, B A, A B, ...
                double first = SideBySide.median((baseFirst ? base : ours).command(what, folder), folder);
                double second = SideBySide.median((baseFirst ? ours : base).command(what, folder), folder);
                SpeedPair pair = baseFirst ? new SpeedPair(first, second) : new SpeedPair(second, first);
                pairs.add(pair);
                if (!dlm().quiet()) {
                    err().printf(
                                    Locale.ROOT,
                                    "%s, batch %d, pair %d of %d: %.1f ms with %s, %.1f ms now%n",
                                    timed.point(),
                                    timed.batch(),
                                    i + 1,
                                    gate.pairs(),
                                    pair.before(),
                                    base.words(),
                                    pair.after());
                    err().flush();
                }
            }
            speeds.put(timed, pairs);
        }
        return speeds;
    }

    private static List<String> arguments(Path setup, Timed timed, int warmup, int iterations) {
        return List.of(
                setup.toString(),
                Integer.toString(timed.batch()),
                Integer.toString(warmup),
                Integer.toString(iterations));
    }

    private OtherBuild base(Path folder) throws IOException, InterruptedException {
        if (baseJar == null) {
            return OtherBuild.ofRef(Objects.requireNonNull(baseRef), ProgramFolder.find(), folder);
        }
        if (baseRef != null) {
            throw new InvalidSettingException("--base-ref and --base-jar do not go together");
        }
        return OtherBuild.ofJar(dlm().resolve(baseJar), baseJar.toString());
    }

    // ---- what came of it ----

    /** Returns what the exit says: what got worse above all, then what kept a verdict from being reached. */
    static int exit(List<Judgement> judgements, boolean strict) {
        Set<GateVerdict> verdicts = judgements.stream().map(Judgement::verdict).collect(Collectors.toSet());
        if (verdicts.contains(GateVerdict.WORSE)) {
            return ExitCode.REGRESSION;
        }
        if (verdicts.isEmpty() || verdicts.contains(GateVerdict.NOT_COMPARABLE)) {
            return ExitCode.NOT_COMPARABLE;
        }
        if (verdicts.contains(GateVerdict.MISSING)) {
            return ExitCode.SOME_FAILED;
        }
        return strict && verdicts.contains(GateVerdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private static String overall(List<Judgement> judgements) {
        return switch (exit(judgements, true)) {
            case ExitCode.OK -> "passed";
            case ExitCode.REGRESSION -> "failed";
            case ExitCode.INCONCLUSIVE -> "inconclusive";
            default -> "not judged";
        };
    }

    private void write(Suite suite, Found found, List<Judgement> judgements) throws IOException {
        Baseline baseline = found.baseline();
        Report report = new Report(
                suite.name(),
                found.name(),
                baseline.created(),
                baseline.commit(),
                overall(judgements),
                judgements.stream().map(Row::of).toList());
        String against = "baseline " + found.name() + " of " + baseline.created() + ", commit " + baseline.commit();
        String markdown = GateTexts.markdown(suite.name(), against, judgements);
        Path folder = Files.createDirectories(dlm().reports().resolve(suite.name()));
        Files.writeString(folder.resolve("gate.json"), JsonText.of(report) + "\n");
        Files.writeString(folder.resolve("gate.xml"), GateTexts.junit(suite.name(), judgements));
        Files.writeString(folder.resolve("gate.md"), markdown);
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.putAll(dlm().program().environment());
        String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!summary.isEmpty()) {
            Files.writeString(Path.of(summary), markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        if (environment.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            GateTexts.annotations(arguments.file().toString(), judgements).forEach(err()::println);
        }
        if (dlm().json()) {
            out().println(JsonText.of(report));
            return;
        }
        out().println("Gate of " + suite.name() + " against " + against + "\n");
        TextTable table = new TextTable("verdict", "metric", "point", "change", "found by");
        judgements.forEach(judgement -> table.row(
                judgement.verdict().words(),
                judgement.rule().metric().id(),
                judgement.point(),
                GateTexts.change(judgement),
                GateTexts.basis(judgement)));
        table.print(out());
        String verdict = overall(judgements);
        out().println("\n"
                + (verdict.equals("passed")
                        ? dlm().paint().good(verdict)
                        : verdict.equals("failed") ? dlm().paint().bad(verdict) : verdict));
    }
}
