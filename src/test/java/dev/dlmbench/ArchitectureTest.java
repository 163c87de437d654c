package dev.dlmbench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.dlmbench.chart.Chart;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.store.StoreFolders;
import dev.dlmbench.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that hold between the parts of the program; ARCHITECTURE.md tells them in words. */
@AnalyzeClasses(
        packages = "dev.dlmbench",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutGenerated.class})
class ArchitectureTest {
    private static final String ROOT = "dev.dlmbench.";
    private static final String NEW = "<init>";
    private static final int LONGEST_FILE = 400;

    /** Every package, and the packages that it may know. */
    private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            knows("base"),
            knows("json"),
            knows("yaml", "base"),
            knows("text", "base", "json", "task"),
            knows("task", "base", "json"),
            knows("engine", "base"),
            knows("backbone", "base", "engine"),
            knows("sphere", "base"),
            knows("process", "base", "text", "backbone", "sphere"),
            knows("control", "base", "text", "backbone", "process"),
            knows("pretrained", "base", "json", "backbone", "process"),
            knows("metric"),
            knows("results", "base", "metric"),
            knows("training", "base", "engine", "backbone", "process", "results"),
            knows("sampling", "base", "text", "process", "sphere"),
            knows("compression", "base", "json", "text", "process", "sampling"),
            knows("statistics"),
            knows(
                    "evaluation",
                    "base",
                    "text",
                    "engine",
                    "backbone",
                    "pretrained",
                    "process",
                    "training",
                    "sampling",
                    "statistics"),
            knows("store", "base", "json", "metric", "results"),
            knows("maintenance", "base", "json", "results", "store"),
            knows("analysis", "base", "json", "metric", "results", "statistics", "store"),
            knows("claim", "base", "metric"),
            knows("verdict", "base", "metric", "results", "statistics", "store", "analysis", "claim"),
            knows("revision", "base"),
            knows(
                    "gate",
                    "base",
                    "metric",
                    "results",
                    "statistics",
                    "store",
                    "analysis",
                    "claim",
                    "verdict",
                    "revision"),
            // The settings of every part of the learning half.
            knows(
                    "setting",
                    "base",
                    "control",
                    "task",
                    "pretrained",
                    "yaml",
                    "text",
                    "engine",
                    "backbone",
                    "process",
                    "training",
                    "sampling",
                    "evaluation"),
            knows("chart", "base", "metric", "results", "statistics", "analysis"),
            // The names of metrics and charts, rules of gates and claims, what two points share, and no more; see
            // suitesKnowSettingsAlone.
            knows(
                    "suite",
                    "base",
                    "text",
                    "backbone",
                    "process",
                    "sampling",
                    "yaml",
                    "engine",
                    "metric",
                    "results",
                    "claim",
                    "gate",
                    "setting",
                    "chart"),
            knows(
                    "plan",
                    "base",
                    "control",
                    "task",
                    "pretrained",
                    "text",
                    "engine",
                    "backbone",
                    "process",
                    "metric",
                    "results",
                    "training",
                    "sampling",
                    "evaluation",
                    "store",
                    "setting",
                    "suite"),
            knows(
                    "work",
                    "base",
                    "control",
                    "task",
                    "pretrained",
                    "json",
                    "text",
                    "engine",
                    "backbone",
                    "process",
                    "metric",
                    "results",
                    "training",
                    "sampling",
                    "statistics",
                    "compression",
                    "evaluation",
                    "store",
                    "setting",
                    "plan"),
            knows(
                    "export",
                    "base",
                    "json",
                    "task",
                    "text",
                    "backbone",
                    "pretrained",
                    "process",
                    "metric",
                    "results",
                    "training",
                    "sampling",
                    "statistics",
                    "store",
                    "plan"),
            knows(
                    "forecast",
                    "base",
                    "text",
                    "engine",
                    "backbone",
                    "process",
                    "metric",
                    "results",
                    "training",
                    "sampling",
                    "statistics",
                    "evaluation",
                    "store",
                    "plan",
                    "work"),
            knows("run", "base", "text", "engine", "metric", "results", "store", "suite", "plan", "work"),
            knows("cluster", "base", "json", "metric", "results", "store", "setting", "plan", "work", "run"),
            knows("report", "base", "json", "metric", "results", "statistics", "store", "analysis", "verdict", "chart"),
            knows(
                    "speed",
                    "base",
                    "text",
                    "metric",
                    "results",
                    "statistics",
                    "evaluation",
                    "store",
                    "revision",
                    "gate",
                    "plan",
                    "work",
                    "run"),
            knows(
                    "benchmark",
                    "base",
                    "text",
                    "engine",
                    "backbone",
                    "process",
                    "results",
                    "training",
                    "sampling",
                    "statistics",
                    "evaluation",
                    "store",
                    "chart",
                    "suite",
                    "plan"),
            knows("bundle", "base", "engine", "store", "revision"),
            knows("terminal", "base", "plan", "forecast", "run"),
            knows(
                    "cli",
                    "base",
                    "yaml",
                    "text",
                    "engine",
                    "metric",
                    "results",
                    "sampling",
                    "statistics",
                    "compression",
                    "store",
                    "maintenance",
                    "analysis",
                    "claim",
                    "verdict",
                    "revision",
                    "gate",
                    "setting",
                    "chart",
                    "suite",
                    "plan",
                    "work",
                    "export",
                    "pretrained",
                    "forecast",
                    "run",
                    "cluster",
                    "report",
                    "speed",
                    "benchmark",
                    "bundle",
                    "terminal")));

    /** Every library, by a package of its own, and the packages of this program that may know it. */
    private static final Map<String, Set<String>> HOMES = Map.ofEntries(
            home("picocli..", "cli"),
            home("org.snakeyaml..", "yaml"),
            home("ai.djl..", "engine", "backbone", "training", "text"),
            home("org.openjdk.jmh..", "evaluation", "benchmark"),
            home("tech.tablesaw..", "base", "analysis"),
            home("blue.strategic..", "analysis", "text"),
            home("org.apache.parquet..", "analysis", "text"),
            home("org.apache.commons.math3..", "text"),
            home("org.apache.commons.statistics..", "statistics"),
            home("org.hipparchus..", "statistics"),
            home("org.apache.commons.text..", "terminal", "yaml"),
            home("org.knowm.xchart..", "chart"),
            home("de.erichseifert.vectorgraphics2d..", "chart"),
            home("de.rototor.pdfbox..", "chart"),
            home("org.apache.pdfbox..", "chart"),
            home("org.apache.fontbox..", "chart"),
            home("freemarker..", "report"),
            // Results and orders; a safetensors header, a published configuration, a tokenizer's vocabulary, a
            // checkpoint's history, what a timing JVM is told, a peer's times.
            home(
                    "com.fasterxml.jackson..",
                    "json",
                    "store",
                    "maintenance",
                    "plan",
                    "run",
                    "speed",
                    "terminal",
                    "text",
                    "backbone",
                    "pretrained",
                    "training",
                    "evaluation",
                    "benchmark"),
            home("java.awt..", "chart"),
            // What dlm engine install fetches; runs are offline.
            home("java.net.http..", "engine"),
            home("javax.imageio..", "chart"));

    private static final String[] AT_HOME_ANYWHERE = {
        "dev.dlmbench..", "java..", "javax..", "com.sun.management..", "org.jspecify..", "com.google.errorprone.."
    };

    /** Leaves out what JMH writes. */
    static final class WithoutGenerated implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("jmh_generated");
        }
    }

    @ArchTest
    static void allOfTheProgramIsSeen(JavaClasses seen) {
        assertThat(seen.size()).isGreaterThan(200);
        Set<String> packages = new TreeSet<>();
        seen.forEach(type -> packages.add(type.getPackageName()));
        assertThat(packages)
                .containsExactlyElementsOf(
                        MAY_KNOW.keySet().stream().map(ROOT::concat).toList());
    }

    @ArchTest
    static void packagesKnowOnlyWhatLiesBelow(JavaClasses seen) {
        LayeredArchitecture layers =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : MAY_KNOW.keySet()) {
            layers = layers.layer(name).definedBy(ROOT + name + "..");
        }
        for (Map.Entry<String, Set<String>> entry : MAY_KNOW.entrySet()) {
            layers = entry.getValue().isEmpty()
                    ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(entry.getKey())
                            .mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
        }
        layers.ignoreDependency(
                        resideInAnyPackage(ROOT + "cli.."), equivalentTo(TrainingSpec.class)) // plan shows steps
                .ensureAllClassesAreContainedInArchitecture()
                .check(seen);
    }

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    /** Records of settings, and the words and numbers that they hold. */
    private static final Pattern SETTING = Pattern.compile(".*Spec(\\$.*)?|ProcessKind|Metric(\\$.*)?|Corpora|Estimator"
            + "|Detokenizer|BlockSizes(\\$.*)?|CleanRows|Parameterization|StandardSchedule|TrainingLoss|Window|Commentary|Claim"
            + "|(Standard)?Network(\\$.*)?|Expectation(\\$.*)?|ExpectationParser|ClaimMistake|MetricTrait"
            + "|PublishedDataset|Charts|StepPlan(\\$.*)?|Proposal(\\$.*)?|Selector(\\$.*)?|Corrector(\\$.*)?|Stopping|JointProposal(\\$.*)?|ImportanceResampling(\\$.*)?|Copula"
            + "|EntropyBound|BlockRefinement|EarlyEnd|Guidance(\\$.*)?"
            + "|Beginning|PublishedEvaluator|ScoringProtocol|Family|Conventions(\\$.*)?|PretrainedModel(\\$.*)?"
            + "|PlaceOrder(\\$.*)?|ProposalRanking(\\$.*)?|Mixing(\\$.*)?|Remdm(\\$.*)?|Arpc(\\$.*)?|Gibbs(\\$.*)?|Kinds(\\$.*)?"
            + "|TaskKind|Range|SpherePath(\\$.*)?");

    @ArchTest
    static final ArchRule suitesKnowSettingsAlone = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "suite..", ROOT + "setting..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.dlmbench..")
                    .and(resideOutsideOfPackages(
                            ROOT + "suite..", ROOT + "setting..", ROOT + "yaml..", ROOT + "base.."))
                    .and(not(named("a setting", SETTING))))
            .because("reading a suite computes nothing");

    @ArchTest
    static void everyLibraryHasItsHome(JavaClasses seen) {
        HOMES.forEach((library, owners) -> noClasses()
                .that()
                .resideOutsideOfPackages(within(owners))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .because("only " + String.join(", ", owners) + " may know it")
                .check(seen));
    }

    @ArchTest
    static final ArchRule textsNeedNoPyTorch = noClasses()
            .that()
            .resideInAPackage(ROOT + "text..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("ai.djl..").and(resideOutsideOfPackages("ai.djl.huggingface.tokenizers..")))
            .because("of the engine's library they use the tokenizers alone");

    @ArchTest
    static void noLibraryIsHomeless(JavaClasses seen) {
        List<String> known = new ArrayList<>(List.of(AT_HOME_ANYWHERE));
        known.addAll(HOMES.keySet());
        noClasses()
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(known.toArray(String[]::new))
                        .and(DescribedPredicate.describe("are no primitives", type -> !type.isPrimitive()))
                        .and(DescribedPredicate.describe("are no arrays", type -> !type.isArray())))
                .because("a new library is a decision; add it to HOMES")
                .check(seen);
    }

    @ArchTest
    static final ArchRule worksAskModelsAndNotTheirTraining = noClasses()
            .that()
            .resideInAPackage(ROOT + "work..")
            .and()
            .haveSimpleNameEndingWith("Work")
            .and()
            .doNotHaveSimpleName("TrainWork")
            .should()
            .dependOnClassesThat(equivalentTo(ModelSpec.Train.class))
            .because("a model's weights may be from elsewhere");

    @ArchTest
    static final ArchRule readingNeedsNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    within(Set.of("metric", "results", "store", "maintenance", "analysis", "chart", "report")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("ai.djl..", ROOT + "engine..", ROOT + "backbone.."))
            .because("reports are rebuilt on machines without PyTorch");

    @ArchTest
    static final ArchRule chartsTurnDataIntoFigures = noClasses()
            .that()
            .areAssignableTo(Chart.class)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.knowm.xchart..", "java.awt..", "de..", "org.apache.."))
            .because("a chart says what is shown; how it is painted is the same for all");

    @ArchTest
    static final ArchRule filesAreWrittenFromWhatIsPainted = noClasses()
            .that()
            .haveNameMatching(".*\\.chart\\.(Drawing|Svg|Pdf|Paths|Painted|Occupied|Notes|EndLabels|Axis)")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.knowm.xchart.."))
            .because("only the plot, its theme and its markers, labels and legend are XChart's");

    @ArchTest
    static void onlyTheCommandLinePrints(JavaClasses seen) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(seen.that(resideOutsideOfPackages(ROOT + "cli..")));
    }

    @ArchTest
    static final ArchRule onlyTheCommandLineExits = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessTargetWhere(calls(System.class, "exit", "setOut", "setErr", "setIn", "console"))
            .orShould()
            .accessTargetWhere(calls(Runtime.class, "exit", "halt", "addShutdownHook"))
            .orShould()
            .accessField(System.class, "in")
            .because("a worker is handed its streams and its end");

    @ArchTest
    static final ArchRule randomnessIsNamed = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "base..")
            .should()
            .accessTargetWhere(calls(SplittableRandom.class, NEW, "split"))
            .orShould()
            .accessTargetWhere(calls(Random.class, NEW))
            .orShould()
            .accessTargetWhere(calls(Math.class, "random"))
            .orShould()
            .accessTargetWhere(calls(ThreadLocalRandom.class, "current"))
            .orShould()
            .accessTargetWhere(calls(UUID.class, "randomUUID"))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SecureRandom.class)
            .because("every random number comes from a stream of Seeds, so that runs repeat");

    @ArchTest
    static final ArchRule timeIsHandedIn = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessTargetWhere(JavaAccess.Predicates.target(DescribedPredicate.<AccessTarget>describe(
                            "are now()", target -> target.getName().equals("now")))
                    .and(JavaAccess.Predicates.targetOwner(resideInAnyPackage("java.time.."))))
            .orShould()
            .accessTargetWhere(calls(Clock.class, "systemUTC", "systemDefaultZone", "system"))
            .orShould()
            .accessTargetWhere(calls(System.class, "currentTimeMillis"))
            .because("time of day is provenance, and a Clock is handed in");

    @ArchTest
    static final ArchRule mathematicsHasNoStopwatch = noClasses()
            .that()
            .resideOutsideOfPackages(within(Set.of(
                    "cli", "terminal", "run", "speed", "cluster", "training"))) // progress, and how fast a step was
            .and()
            .haveNameNotMatching(".*(DecodingBenchmark|CodeWork)(\\$.*)?")
            .should()
            .accessTargetWhere(calls(System.class, "nanoTime"));

    /** What turns bytes into objects of any kind, and so runs whatever the bytes say. */
    private static final String[] UNPICKLERS = {"java.beans.XMLDecoder", "java.io.ObjectInputStream"};

    @ArchTest
    static final ArchRule nothingIsUnpickled = noClasses()
            .should()
            .accessTargetWhere(calls(Model.class, "load").and(not(inProgramOrScript())))
            .orShould()
            .accessTargetWhere(calls(NDList.class, "decode"))
            .orShould()
            .accessTargetWhere(calls(NDManager.class, "decode", "load"))
            .orShould()
            .accessTargetWhere(calls(Block.class, "loadParameters"))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("ai.djl.repository..", "ai.djl.modality.."))
            .orShould()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "read objects", type -> List.of(UNPICKLERS).contains(type.getName())))
            .orShould()
            .accessTargetWhere(calls(ObjectMapper.class, "activateDefaultTyping", "activateDefaultTypingAsProperty"))
            .because("files are data; what is loaded was written by ProgramArchive, in memory, or is a module that the"
                    + " user trusts by name");

    private static DescribedPredicate<JavaAccess<?>> inProgramOrScript() {
        return DescribedPredicate.describe(
                "in Program or Script", access -> Set.of(ROOT + "engine.Program", ROOT + "engine.Script")
                        .contains(access.getOriginOwner().getName()));
    }

    @ArchTest
    static final ArchRule settingsAreValues = classes()
            .that()
            .haveSimpleNameEndingWith("Spec")
            .should(ArchConditions.be(DescribedPredicate.describe(
                    "records or closed sets of records", type -> type.isRecord() || type.isInterface())));

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Manager|Helper|Abstract\\w*)(\\$.*)?")
            .because("such a name says nothing of the domain");

    @ArchTest
    static final ArchRule nothingLeansOnTestFixtures = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + "fixture..", "org.junit..", "org.assertj.."));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses seen) {
        assertThat(MAY_KNOW.keySet())
                .allSatisfy(name -> assertThat(seen.getPackage(ROOT + name).isAnnotatedWith(NullMarked.class))
                        .as(name)
                        .isTrue());
    }

    /**
     * The classes that name metrics outside of {@code metric}, and why; besides them, only works that measure and
     * charts do.
     */
    private static final Map<String, String> NAME_METRICS = Map.ofEntries(
            Map.entry("chart.Charts", "chooses charts by what a suite measures"),
            Map.entry("analysis.EvaluatorSummary", "gathers what was measured of the model that scores samples"),
            Map.entry("report.ParetoTable", "sets gen-PPL and entropy against costs"),
            Map.entry("report.ReportPage", "shows an example of a filter"),
            Map.entry("report.ReportFacts", "shows the evaluator's own perplexity"),
            Map.entry("report.SampleCard", "shows what is known of one sample"),
            Map.entry("report.WindowTable", "shows this metric"),
            Map.entry("forecast.History", "takes a model's size from its parameters"));

    /** Metrics that charts are called after. */
    private static final Set<String> ALSO_CHARTS = Set.of("loss-time", "loss-position", "loss-frequency");

    @ArchTest
    static void aMetricIsNamedWhereItIsDeclaredMeasuredOrDrawn(JavaClasses seen) {
        Set<String> named = metricsByClass(seen).keySet().stream()
                .filter(name -> !name.matches("metric\\..*|work\\.[A-Za-z]+Work"))
                .filter(name -> !seen.get(ROOT + name).isAssignableTo(Chart.class))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(new TreeSet<>(NAME_METRICS.keySet()));
    }

    @ArchTest
    static void aMetricIsMeasuredByTheWorkOfItsKind(JavaClasses seen) {
        Map<String, Set<String>> named = metricsByClass(seen);
        assertThat(Metric.values()).allSatisfy(metric -> {
            String kind = metric.measuredBy().id();
            String work = "work." + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + "Work";
            assertThat(named.getOrDefault(work, Set.of())).as(work).contains(metric.name());
        });
    }

    /**
     * What tells metrics apart is a fact of theirs, and no list in another place, which a new one would be missing in.
     */
    @ArchTest
    static void noClassKeepsFactsAboutMetrics(JavaClasses seen) {
        List<String> keepers = seen.stream()
                .filter(type -> !type.getPackageName().equals(ROOT + "metric"))
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getName().equals("$SwitchMap$dev$dlmbench$metric$Metric")
                        || (field.getModifiers().contains(JavaModifier.STATIC)
                                && field.getAllInvolvedRawTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(Metric.class))))
                .map(JavaField::getFullName)
                .toList();
        assertThat(keepers).isEmpty();
    }

    @Test
    void noStringNamesAMetricOutsideOfItsHome() throws IOException {
        List<String> names = Arrays.stream(Metric.values())
                .map(Metric::id)
                .filter(id -> id.contains("-") && !ALSO_CHARTS.contains(id)) // others are words of many meanings
                .toList();
        assertThat(stringsOf(names, file -> file.endsWith("metric/Metric.java")))
                .isEmpty();
    }

    @Test
    void noStringNamesAChartOutsideOfItsClass() throws IOException {
        List<String> names = Charts.names().stream()
                .filter(name -> !ALSO_CHARTS.contains(name))
                .toList();
        assertThat(stringsOf(names, file -> file.getParent().endsWith("chart"))).isEmpty();
    }

    /** Returns where a string is one of {@code names}, but for the files that are their homes. */
    private static Set<String> stringsOf(List<String> names, Predicate<Path> home) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(home.negate())
                    .toList()) {
                String source = Files.readString(file);
                names.stream()
                        .filter(name -> source.contains('"' + name + '"'))
                        .forEach(name -> found.add(file + ": " + name));
            }
        }
        return found;
    }

    /** The files in which the name of a kind of node is a word of another meaning, and which. */
    private static final Map<String, String> OTHER_MEANINGS = Map.ofEntries(
            Map.entry("backbone/Backbone.java", "a method of the program"),
            Map.entry("benchmark/Case.java", "an argument of the peer"),
            Map.entry("cli/Cli.java", "a command"),
            Map.entry("cli/DataCommand.java", "a command"),
            Map.entry("cli/DoctorCommand.java", "a finding about the data folder"),
            Map.entry("evaluation/LatencySpec.java", "a section of settings"),
            Map.entry("evaluation/LikelihoodSpec.java", "a section of settings"),
            Map.entry("evaluation/LossProfile.java", "a stream of random numbers"),
            Map.entry("evaluation/StoredParts.java", "a setting"),
            Map.entry("sampling/Corrector.java", "a setting"),
            Map.entry("evaluation/ProfileSpec.java", "a section of settings"),
            Map.entry("metric/Metric.java", "a metric"),
            Map.entry("plan/LaterSettings.java", "parts of stored specs"),
            Map.entry("plan/SpecJson.java", "a part of stored specs"),
            Map.entry("sampling/SamplingSpec.java", "a setting"),
            Map.entry("setting", "sections of settings"),
            Map.entry("suite", "sections of settings"),
            Map.entry("text/Corpora.java", "a stream of random numbers"),
            Map.entry("text/DataFolder.java", "a folder"),
            Map.entry("text/DataSpec.java", "a section of settings"),
            Map.entry("text/DatasetFiles.java", "a setting"),
            Map.entry("text/DatasetIds.java", "names of files"),
            Map.entry("training/VarianceSpec.java", "a section of settings"),
            Map.entry("training/Variances.java", "a stream of random numbers"),
            Map.entry("work", "streams of random numbers"));

    @Test
    void noStringNamesAKindOfNodeOutsideOfItsHome() throws IOException {
        Pattern kinds = Pattern.compile(
                "\"(" + Arrays.stream(NodeKind.values()).map(NodeKind::id).collect(Collectors.joining("|")) + ")\"");
        assertThat(sourcesWith(kinds).stream()
                        .filter(file -> OTHER_MEANINGS.keySet().stream().noneMatch(file::startsWith))
                        .filter(file -> !file.equals("metric/NodeKind.java")))
                .isEmpty();
    }

    @Test
    void noStringNamesAFolderOfTheStoreOutsideOfItsHome() throws IOException {
        String folders = Stream.of(
                        StoreFolders.NODES,
                        StoreFolders.FAILED,
                        StoreFolders.SUITES,
                        StoreFolders.BASELINES,
                        StoreFolders.CALIBRATIONS,
                        StoreFolders.BATCHES,
                        StoreFolders.DAMAGED,
                        StoreFolders.DIFFERING)
                .collect(Collectors.joining("|"));
        assertThat(sourcesWith(Pattern.compile("(resolve|own|list|records)\\((root, )?\"(" + folders + ")\"")))
                .isEmpty();
    }

    /** Returns the source files, without the root package, in which {@code pattern} is found. */
    private static List<String> sourcesWith(Pattern pattern) throws IOException {
        Path root = Path.of("src/main/java", ROOT.split("\\."));
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (pattern.matcher(Files.readString(file)).find()) {
                    found.add(root.relativize(file).toString().replace('\\', '/'));
                }
            }
        }
        return found;
    }

    /** Returns the metrics that each class names, by the name of the file's class without the root package. */
    private static Map<String, Set<String>> metricsByClass(JavaClasses seen) {
        Set<String> metrics = Arrays.stream(Metric.values()).map(Metric::name).collect(Collectors.toSet());
        Map<String, Set<String>> named = new TreeMap<>();
        seen.forEach(type -> type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(Metric.class))
                .map(access -> access.getTarget().getName())
                .filter(metrics::contains)
                .forEach(metric -> named.computeIfAbsent(
                                type.getName().substring(ROOT.length()).split("\\$", 2)[0], any -> new TreeSet<>())
                        .add(metric)));
        return named;
    }

    @Test
    void noFileIsLongerThanAReaderBears() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("Metric.java")) // a table with a row for each metric
                    .toList();
            assertThat(sources).hasSizeGreaterThan(200).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    private static Map.Entry<String, Set<String>> knows(String name, String... others) {
        return Map.entry(name, Set.of(others));
    }

    private static Map.Entry<String, Set<String>> home(String library, String... owners) {
        return Map.entry(library, new TreeSet<>(Arrays.asList(owners)));
    }

    private static String[] within(Set<String> names) {
        return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> named(String what, Pattern pattern) {
        return DescribedPredicate.describe("are " + what, type -> pattern.matcher(
                        type.getName().substring(type.getPackageName().length() + 1))
                .matches());
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + String.join("|", names),
                access -> access.getTargetOwner().isEquivalentTo(owner)
                        && List.of(names).contains(access.getTarget().getName()));
    }
}
