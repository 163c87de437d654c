package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportWriterTest {
    /** Bounds, and models that are still learning: uniform diffusion's. */
    private static final int SIGNS = 2;

    @TempDir
    static Path root;

    private static ResultStore store = ResultStore.open(Path.of("nowhere"));
    private static String html = "";

    @BeforeAll
    static void render() throws IOException {
        store = FixtureStore.fill(root.resolve("results"));
        html = Files.readString(ReportWriter.write(store, FixtureStore.SUITE, root.resolve("reports")));
    }

    @Test
    void namesEveryPoint() throws IOException {
        List<PointEntry> points =
                store.readIndex(FixtureStore.SUITE).orElseThrow().points();

        assertThat(points).hasSizeGreaterThan(10);
        assertThat(points).allSatisfy(point -> assertThat(html).contains("<h3>" + point.id() + "</h3>"));
        assertThat(Files.readAllLines(root.resolve("reports/fixture/tables/main.md")))
                .hasSize(points.size() + 2 + 2 * SIGNS);
        assertThat(Files.readAllLines(root.resolve("reports/fixture/tables/main.csv")))
                .hasSize(points.size() + 1);
    }

    @Test
    void escapesWhatWasWrittenByOthers() {
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(&#39;title&#39;)")
                .contains("<li>&lt;script&gt;alert(2)&lt;/script&gt;</li>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\nand &amp; &quot;so&quot; on")
                .contains("the loss is NaN at step 17 &lt;b&gt;")
                .contains("title: Made-up &lt;b&gt;numbers&lt;/b&gt;");
    }

    @Test
    void asksForNothingFromElsewhere() {
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http://", "https://", "@import");
        Matcher references = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
        while (references.find()) {
            assertThat(references.group(1))
                    .matches("#.*|data:,|\\.\\./index\\.html|(charts|tables)/[a-z-]+\\.(svg|pdf|png|csv|md|tex)");
        }
    }

    @Test
    void linksOnlyToFilesAndPlacesThatExist() {
        Matcher references = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
        while (references.find()) {
            String target = references.group(1);
            if (target.startsWith("#")) {
                assertThat(html).contains("id=\"" + target.substring(1) + "\"");
            } else if (!target.startsWith("data:")) {
                assertThat(root.resolve("reports/fixture").resolve(target)).isNotEmptyFile();
            }
        }
    }

    @Test
    void usesEachIdOnce() {
        List<String> ids = Pattern.compile("\\bid=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void givesTheSameBytesForTheSameStore(@TempDir Path other) throws IOException {
        ReportWriter.write(store, FixtureStore.SUITE, other);

        assertThat(bytes(other)).isEqualTo(bytes(root.resolve("reports")));
    }

    @Test
    void drawsWellFormedScalableDrawings() throws Exception {
        for (String name : Charts.names()) {
            Path file = root.resolve("reports/fixture/charts/" + name + ".svg");
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            Document document = factory.newDocumentBuilder().parse(file.toFile());

            assertThat(document.getDocumentElement().getAttribute("viewBox")).matches("0 0 340 \\d{3}");
            assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
            assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(1);
            assertThat(html).contains("<title id=\"" + name + "-title\">");
            assertThat(Files.readAllBytes(root.resolve("reports/fixture/charts/" + name + ".pdf")))
                    .startsWith('%', 'P', 'D', 'F');
            assertThat(root.resolve("reports/fixture/charts/" + name + "-wide.pdf"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void namesTheWindowOfLeastVariance() {
        assertThat(html).contains("<td>[0.3, 0.8]</td><td>1.00</td><td>4.00</td>");
    }

    /** The claims' own words are escaped, and the two say the contrary of each other. */
    @Test
    void beginsWithWhatTheResultsSayToTheClaims() {
        assertThat(html).contains("Small blocks fit &lt;b&gt;better&lt;/b&gt;");
        int at = 0;
        for (String next : List.of(
                "id=\"claims-heading\"",
                "id=\"claim-fits-better\"",
                "pill supported",
                "id=\"claim-fits-worse\"",
                "pill refuted",
                "id=\"results-heading\"")) {
            assertThat(html.indexOf(next, at)).as("%s behind %d", next, at).isNotNegative();
            at = html.indexOf(next, at);
        }
    }

    @Test
    void showsAPapersValuesAndTheAuthorsNotes() {
        assertThat(html)
                .contains("Nobody, 2020, &lt;i&gt;table&lt;/i&gt; 1")
                .contains("Made-up numbers agree with &lt;script&gt;")
                .contains(">12.5<");
    }

    @Test
    void saysWhatIsCompleteAndWhatFailedAndWhy() {
        assertThat(html)
                .contains("14 of 16 points complete", "1 failed", "1 not yet run in full")
                .contains("<strong>broken</strong> <span class=\"quiet\">train, seed 1, 2, 3</span>");
    }

    /** Without its values the points that share the model have no likelihood, and the claim about them no verdict. */
    @Test
    void leavesOutWhatWasTamperedWithAndSaysSo(@TempDir Path other) throws IOException {
        ResultStore tampered = FixtureStore.fill(other.resolve("results"));
        SuiteIndex index = tampered.readIndex(FixtureStore.SUITE).orElseThrow();
        PointEntry first = index.points().get(0);
        for (SeedEntry seed : first.seeds()) {
            Path file =
                    tampered.node(seed.nodes().getOrDefault("likelihood", "")).resolve(NodeFiles.MEASUREMENTS);
            Files.writeString(file, Files.readString(file).replaceAll("\"value\":1\\.3\\d*", "\"value\":0.5"));
        }
        String page = Files.readString(ReportWriter.write(tampered, FixtureStore.SUITE, other));

        assertThat(page)
                .contains("3 damaged files left out", "measurements.jsonl: changed since it was written")
                .doesNotContain(">0.500<");
        assertThat(html).contains(">1.33").doesNotContain("damage-heading");
    }

    @Test
    void marksBoundsAndShowsTheDataBeside() {
        assertThat(html).contains("\u2264\u202f1.489", "<b>1.300</b>", "<b>1.312</b>", "<b>2.530</b>");
    }

    /** Uniform diffusion's loss of 1.8 exp(-step / 300) falls by 0.12 in the last of six times 83 steps. */
    @Test
    void marksWhatIsStillLearningAndExplainsTheSigns() {
        assertThat(html)
                .containsPattern("\u2264\u202f1\\.52\\d<sup>\u2020</sup>")
                .containsPattern("\u2264\u202f1\\.489</a>")
                .contains("<li>\u2264 an upper bound", "<li>\u2020 still learning")
                .doesNotContain("<li>a, b not comparable");
    }

    /** The perplexity of the test text under its source is exp(1.312). */
    @Test
    void namesTheEvaluatorAndItsOwnPerplexity() {
        assertThat(html).contains("the exact source of the text; its own perplexity of test text <b>3.714</b>");
    }

    @Test
    void saysHowManyAnswersItShowsAndWhereAllAre() {
        assertThat(html)
                .containsPattern("50 of 60 shown; all: <code>answers.jsonl</code> of node <code>[0-9a-f]{12}</code>")
                .contains("<span class=\"asked\">" + FixtureAnswers.first().prompt() + "</span>");
    }

    @Test
    void writesTheReportOfASuiteWithoutSamples(@TempDir Path other) throws IOException {
        ResultStore likelihoodOnly = FixtureStore.fill(other.resolve("results"), false);
        String page = Files.readString(ReportWriter.write(likelihoodOnly, FixtureStore.SUITE, other));

        assertThat(page).contains("Nothing to show: it needs gen-ppl and nfe.").doesNotContain("gen-PPL</button>");
        assertThat(other.resolve("fixture/charts/genppl-nfe.svg")).doesNotExist();
        assertThat(other.resolve("fixture/charts/nll-blocksize.svg")).exists();
    }

    @Test
    void namesTheSuitesThereAre() {
        assertThatThrownBy(() -> ReportWriter.write(store, "fixtures", root))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("the store has no suite 'fixtures', only [fixture]");
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static Map<String, String> bytes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        files(folder).forEach((name, bytes) -> hashes.put(name, Hashes.of(bytes)));
        assertThat(hashes).hasSize(7 + 4 * Charts.names().size());
        return hashes;
    }
}
