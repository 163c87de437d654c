package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.Browser;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** What others wrote is shown in a report and does nothing there. */
class HostileReportTest {
    private static final int SCREEN = 1280;
    private static final String TOUCH =
            "document.querySelectorAll('summary, button, #traces button').forEach(one => one.click());"
                    + "document.querySelectorAll('*').forEach(one => { for (const kind of ['mouseover', 'focus', 'load', 'error'])"
                    + " one.dispatchEvent(new Event(kind)); });";

    @TempDir
    static Path root;

    private static Browser browser;
    private static ChromeDriver driver;
    private static Path hostile = Path.of("nowhere");
    private static Path plain = Path.of("nowhere");

    @BeforeAll
    static void render() throws IOException {
        browser = Browser.start();
        driver = browser.driver();
        List<String> words = HostileStore.WORDS;
        List<String> harmless =
                IntStream.range(0, words.size()).mapToObj(i -> "word " + i).toList();
        hostile = report("hostile", words);
        plain = report("plain", harmless);
    }

    private static Path report(String name, List<String> words) throws IOException {
        ResultStore store = HostileStore.fill(root.resolve(name).resolve("results"), words);
        return ReportWriter.write(store, HostileStore.SUITE, root.resolve(name).resolve("reports"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** The same words in a page that takes them as they are: the checks below would notice. */
    @Test
    void theyWouldDoSomethingElsewhere() throws IOException {
        int struck = 0;
        int asked = 0;
        for (String words : HostileStore.WORDS) {
            String page = "<!DOCTYPE html><body><p title='" + words + "'>" + words + "</p></body>";
            browser.open(Files.writeString(root.resolve("control.html"), page), SCREEN);
            driver.executeScript(TOUCH);
            struck += struck().equals("nothing") ? 0 : 1;
            asked += browser.requests().stream().anyMatch(address -> !address.startsWith("file:")) ? 1 : 0;
            browser.console();
        }
        assertThat(struck).isGreaterThanOrEqualTo(6);
        assertThat(asked).isGreaterThanOrEqualTo(4);
    }

    @Test
    void inAReportTheyAreWords() {
        browser.open(plain, SCREEN);
        String elements = elements();
        browser.requests();
        browser.console();

        browser.open(hostile, SCREEN);
        assertThat(elements()).isEqualTo(elements);
        driver.executeScript(TOUCH);
        requireQuiet();
        String text = String.valueOf(driver.executeScript("return document.querySelector('h1').textContent"));
        assertThat(text)
                .contains("<script>window.struck = 1</script>", "</style><style>@import", "${window.struck = 9}")
                .contains("\u241b]0;title\u2407[U+202E]gnp.x[U+009B]31m");
        assertThat(String.valueOf(driver.executeScript("return document.documentElement.textContent")))
                .doesNotContain("\u202e", "\u001b", "\u009b", "\u0007");
    }

    @Test
    void inTheListOfReportsTheyAreWords() {
        browser.open(root.resolve("hostile/reports/index.html"), SCREEN);

        driver.executeScript(TOUCH);
        requireQuiet();
    }

    @Test
    void inChartsTheyAreWords() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("hostile/reports/hostile/charts"))) {
            List<Path> drawn = files.filter(file -> file.toString().endsWith(".svg"))
                    .sorted()
                    .toList();
            assertThat(drawn).isNotEmpty();
            for (Path chart : drawn) {
                browser.open(chart, SCREEN);
                assertThat(String.valueOf(driver.executeScript("return document.documentElement.nodeName")))
                        .as("well-formed")
                        .isEqualTo("svg");
                requireQuiet();
            }
        }
    }

    private static void requireQuiet() {
        assertThat(struck()).isEqualTo("nothing");
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(address -> address.startsWith("file:"));
    }

    private static String struck() {
        return String.valueOf(driver.executeScript("return window.struck || 'nothing'"));
    }

    /** Which elements there are, and how many of those that load or run something. */
    private static String elements() {
        return String.valueOf(driver.executeScript("const counts = {}; document.querySelectorAll('*').forEach(one =>"
                + " counts[one.localName] = (counts[one.localName] || 0) + 1);"
                + " return Object.keys(counts).sort().join(' ') + ': ' + ['script', 'style', 'img', 'image', 'iframe',"
                + " 'object', 'embed', 'link', 'meta', 'base', 'form', 'template', 'svg', 'foreignObject', 'use']"
                + ".map(name => name + ' ' + (counts[name] || 0)).join(' ')"));
    }
}
