package dev.dlmbench;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.results.Metric;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say about the program is true of it. */
class DocumentationTest {
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)([.#(].*)?");
    private static final Pattern COMMAND = Pattern.compile("(?:^|[`\\s/])dlm ([a-z][a-z-]*)", Pattern.MULTILINE);
    private static final Pattern DECLARED = Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern YAML = Pattern.compile("```yaml\n(schema: .*?)```", Pattern.DOTALL);
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([a-z0-9-]+)` ", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyTypeNamedInADocumentExists(String document) throws IOException {
        Set<String> there = types();
        Set<String> named = found(CODE_SPAN, Files.readString(Path.of(document))).stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(there);
    }

    @Test
    void theTableOfPackagesNamesThemAll() throws IOException {
        Set<String> packages;
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/dlmbench"))) {
            packages = folders.map(Path::getFileName).map(Path::toString).collect(toCollection(TreeSet::new));
        }

        assertThat(found(FIRST_CELL, Files.readString(Path.of("ARCHITECTURE.md"))))
                .containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void everyCommandNamedInTheReadmeExistsAndEveryVisibleOneIsNamed() throws IOException {
        Set<String> hidden = Set.of("dlm", "worker", "element", "doctor-engine", "time-decoding");
        Set<String> ofBaseline = Set.of("save", "promote", "rm");
        Set<String> declared = new TreeSet<>();
        for (Path source : files(Path.of("src/main/java/dev/dlmbench/cli"), ".java")) {
            declared.addAll(found(DECLARED, Files.readString(source)));
        }
        declared.removeAll(hidden);
        declared.removeAll(ofBaseline);

        assertThat(found(COMMAND, Files.readString(Path.of("README.md")))).isEqualTo(declared);
    }

    @Test
    void everyMetricThatASuiteCanAskForIsDefinedInTheReadme() throws IOException {
        Set<String> askable = Stream.of(Metric.values())
                .filter(metric -> metric.better() != Metric.Better.NONE)
                .map(Metric::id)
                .collect(toCollection(TreeSet::new));

        assertThat(found(FIRST_CELL, Files.readString(Path.of("README.md")))).containsAll(askable);
    }

    @Test
    void theSuiteInTheReadmeIsOne() throws IOException {
        Set<String> examples = found(YAML, Files.readString(Path.of("README.md")));
        Path file = Files.writeString(
                folder.resolve("example.yaml"), examples.iterator().next());

        Suite suite = SuiteReader.read(file, List.of());

        assertThat(examples).hasSize(1);
        assertThat(suite.points()).hasSize(17); // as the README says below it
    }

    @Test
    void theChecksRunTheFirstCommandOfTheReadmeAndASuiteOfTheirOwn() throws IOException {
        String checks = Files.readString(Path.of(".ci/run"));

        assertThat(checks)
                .contains("./dlm run experiments/quickstart.yaml")
                .contains("-B verify")
                .contains("ci/small.yaml");
        assertThat(SuiteReader.read(Path.of("ci/small.yaml"), List.of()).points())
                .hasSize(7);
        assertThat(SuiteReader.read(Path.of("ci/tiny.yaml"), List.of()).points())
                .hasSize(11);
    }

    @Test
    void aRunOfTheQuickstartLeavesTheCheckoutAsItWas() throws IOException {
        assertThat(Files.readAllLines(Path.of(".gitignore")))
                .contains("/reports/quickstart/", "/reports/index.html", "/results/*");
    }

    @Test
    void theReportsOfAllOtherSuitesAreListed() throws IOException {
        Set<String> suites = files(Path.of("experiments"), ".yaml").stream()
                .filter(file -> file.getNameCount() == 2) // the papers' own sizes have no reports
                .map(file -> file.getFileName().toString().replace(".yaml", "/index.html"))
                .filter(page -> !page.startsWith("quickstart"))
                .collect(toCollection(TreeSet::new));

        assertThat(found(LINK, Files.readString(Path.of("reports/README.md")))).containsAll(suites);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFile(Path document) throws IOException {
        Path from = document.toAbsolutePath().getParent();

        assertThat(found(LINK, Files.readString(document)))
                .filteredOn(link -> !link.startsWith("#") && !URI.create(link).isAbsolute())
                .allSatisfy(link ->
                        assertThat(from.resolve(link.replaceFirst("#.*", ""))).exists());
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""))) {
            Stream<Path> below = Stream.of("docs", "ci", "results", "reports", "experiments")
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .flatMap(place -> files(place, ".md").stream())
                    .filter(file -> !file.toString().matches("(reports|results)\\W.*\\W.*\\.md")); // written by runs
            return Stream.concat(top.filter(file -> file.toString().endsWith(".md")), below)
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> types() {
        return Stream.of("src/main/java", "src/test/java")
                .flatMap(place -> files(Path.of(place), ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toCollection(TreeSet::new));
    }

    private static List<Path> files(Path place, String ending) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
