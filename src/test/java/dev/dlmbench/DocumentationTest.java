package dev.dlmbench;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.fixture.Documents;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.setting.SamplerReference;
import dev.dlmbench.setting.SettingReference;
import dev.dlmbench.suite.SuiteReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say about the program is true of it. */
class DocumentationTest {
    private static final Pattern CODE_SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)([.#(].*)?");
    private static final Pattern SETTING = Pattern.compile("([a-z]+(?:\\.[A-Za-z]+)+)(?:[:= ].*)?");
    private static final Pattern FILE_NAME = Pattern.compile("[a-z]+\\.(py|json|jsonl|yaml)");
    private static final Pattern COMMAND = Pattern.compile("(?:^|[`\\s/])dlm ([a-z][a-z-]*)", Pattern.MULTILINE);
    private static final Pattern DECLARED =
            Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"(?:,\\s*aliases = \"([a-z-]+)\")?");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([a-z0-9-]+)` ", Pattern.MULTILINE);

    /** Of other programs. */
    private static final Set<String> TYPES_OF_OTHERS = Set.of("NDArray", "Final");

    @ParameterizedTest
    @MethodSource("documents")
    void everyTypeNamedInADocumentExists(Path document) throws IOException {
        Set<String> there = types();
        there.addAll(TYPES_OF_OTHERS);

        assertThat(typesNamedIn(document)).isSubsetOf(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void theGuidesToTheCodeNameItsTypes(String document) throws IOException {
        assertThat(typesNamedIn(Path.of(document))).hasSizeGreaterThan(10);
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
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        Set<String> pages = files(Path.of("docs"), ".md").stream()
                .filter(file -> file.getNameCount() == 2 && !file.endsWith("README.md"))
                .map(file -> file.getFileName().toString())
                .collect(toCollection(TreeSet::new));

        assertThat(found(LINK, Files.readString(Path.of("docs/README.md")))).containsAll(pages);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandNamedInADocumentExists(Path document) throws IOException {
        assertThat(found(COMMAND, Files.readString(document))).isSubsetOf(commands());
    }

    @Test
    void everyVisibleCommandIsExplained() throws IOException {
        Set<String> visible = commands();
        visible.removeAll(Set.of("worker", "element", "doctor-engine", "time-decoding")); // for the program itself
        visible.removeAll(Set.of("save", "promote", "rm", "check", "fetch")); // of baseline and data
        visible.removeAll(Set.of("install", "bridge")); // of engine
        visible.removeAll(Set.of("dlm", "resume")); // the program, and a second name

        assertThat(found(COMMAND, Files.readString(Path.of("docs/commands.md"))))
                .isEqualTo(visible);
    }

    @Test
    void everyMetricThatASuiteCanAskForIsDefined() throws IOException {
        Set<String> askable = Stream.of(Metric.values())
                .filter(metric -> metric.better() != Metric.Better.NONE)
                .map(Metric::id)
                .collect(toCollection(TreeSet::new));

        assertThat(found(FIRST_CELL, Files.readString(Path.of("docs/metrics.md"))))
                .isEqualTo(askable);
    }

    @Test
    void everySamplerWithANameIsExplained() throws IOException {
        Set<String> named =
                SamplerReference.all().stream().map(SamplerReference::name).collect(toCollection(TreeSet::new));

        assertThat(found(FIRST_CELL, Files.readString(Path.of("docs/samplers.md"))))
                .isEqualTo(named);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySettingNamedInADocumentExists(Path document) throws IOException {
        Set<String> settings =
                SettingReference.all().stream().map(SettingReference::key).collect(toCollection(TreeSet::new));
        Set<String> sections =
                settings.stream().map(key -> key.replaceFirst("\\..*", "")).collect(toCollection(TreeSet::new));
        Set<String> named = found(CODE_SPAN, Files.readString(document)).stream()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .filter(key -> sections.contains(key.replaceFirst("\\..*", "")))
                .filter(key -> !FILE_NAME.matcher(key).matches())
                .filter(key -> FormerWords.setting(key).equals(key)) // the changelog names both
                .collect(toCollection(TreeSet::new));

        assertThat(named).allSatisfy(key -> assertThat(settings)
                .anyMatch(setting -> setting.equals(key) || setting.startsWith(key + ".")));
    }

    @Test
    void theChecksRunTheFirstCommandOfTheReadmeAndASuiteOfTheirOwn() throws IOException {
        String checks = Files.readString(Path.of(".ci/run"));

        assertThat(checks)
                .contains("./dlm run experiments/quickstart.yaml")
                .contains("-B verify")
                .contains("ci/small.yaml");
        assertThat(Files.readString(Path.of("README.md")))
                .contains("./dlm run experiments/quickstart.yaml")
                .contains("mvn verify");
        assertThat(SuiteReader.read(Path.of("ci/small.yaml"), List.of()).points())
                .hasSize(11);
        assertThat(SuiteReader.read(Path.of("ci/tiny.yaml"), List.of()).points())
                .hasSize(19);
    }

    @Test
    void aRunOfTheQuickstartLeavesTheCheckoutAsItWas() throws IOException {
        assertThat(Files.readAllLines(Path.of(".gitignore")))
                .contains("/reports/quickstart/", "/reports/index.html", "/results/*");
    }

    /** Of a suite that has none yet, its file is named in place of its report. */
    @Test
    void theReportsOfAllOtherSuitesAreListed() throws IOException {
        Set<String> listed = found(LINK, Files.readString(Path.of("reports/README.md")));
        List<String> suites = files(Path.of("experiments"), ".yaml").stream()
                .filter(file -> file.getNameCount() == 2) // the papers' own sizes have no reports
                .map(file -> file.getFileName().toString().replace(".yaml", ""))
                .filter(suite -> !suite.equals("quickstart"))
                .toList();

        assertThat(suites).allSatisfy(suite -> assertThat(listed)
                .containsAnyOf(suite + "/index.html", "../experiments/" + suite + ".yaml"));
        assertThat(suites).allSatisfy(suite -> assertThat(listed.contains(suite + "/index.html"))
                .isEqualTo(Files.exists(Path.of("reports", suite, "index.html"))));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFileAndAHeading(Path document) throws IOException {
        for (String link : found(LINK, Files.readString(document))) {
            if (!URI.create(link).isAbsolute()) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
                assertThat(target).exists();
                if (parts.length == 2) {
                    assertThat(anchors(target)).contains(parts[1]);
                }
            }
        }
    }

    /** Returns what the headings of a page are called in links to them. */
    private static Set<String> anchors(Path document) throws IOException {
        return found(HEADING, Files.readString(document)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(toCollection(TreeSet::new));
    }

    static List<Path> documents() {
        return Documents.all();
    }

    private static Set<String> commands() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Path source : files(Path.of("src/main/java/dev/dlmbench/cli"), ".java")) {
            DECLARED.matcher(Files.readString(source)).results().forEach(match -> {
                declared.add(match.group(1));
                Optional.ofNullable(match.group(2)).ifPresent(declared::add);
            });
        }
        return declared;
    }

    private static Set<String> typesNamedIn(Path document) throws IOException {
        return found(CODE_SPAN, Files.readString(document)).stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
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
