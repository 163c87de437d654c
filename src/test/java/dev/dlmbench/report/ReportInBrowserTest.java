package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.Browser;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The report in the hands of a reader, in a real browser. */
class ReportInBrowserTest {
    private static final int SCREEN = 1280;
    private static final int PHONE = 390;

    @TempDir
    static Path root;

    private static Browser browser;
    private static ChromeDriver driver;
    private static Path page = Path.of("nowhere");

    @BeforeAll
    static void render() throws IOException {
        browser = Browser.start();
        driver = browser.driver();
        ResultStore store = FixtureStore.fill(root.resolve("results"));
        page = ReportWriter.write(store, FixtureStore.SUITE, root.resolve("reports"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(page, SCREEN);
    }

    /** Whatever a test did, the page was silent and stayed by itself. */
    @AfterEach
    void wasSilent() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allMatch(address -> address.startsWith("file:" + "//"));
    }

    @Test
    void sortsByTheColumnThatIsClicked() {
        WebElement heading = find("#main-table th[data-key='gen-ppl']");

        heading.findElement(By.tagName("button")).click();
        assertThat(heading.getAttribute("aria-sort")).isEqualTo("ascending");
        assertThat(column("gen-ppl")).hasSize(14).isSorted();
        assertThat(rows().get(0)).isEqualTo("ar");

        heading.findElement(By.tagName("button")).click();
        assertThat(heading.getAttribute("aria-sort")).isEqualTo("descending");
        assertThat(column("gen-ppl")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(rows()).endsWith("waiting");
    }

    /** Block diffusion takes (64 / S) T calls. */
    @Test
    void filtersByWordsAndLimits() {
        find("#filter").sendKeys("block NFE<64");
        assertThat(rows())
                .containsExactly(
                        "block,blockSize=4,stepsPerBlock=1",
                        "block,blockSize=4,stepsPerBlock=2",
                        "block,blockSize=16,stepsPerBlock=1",
                        "block,blockSize=16,stepsPerBlock=4");
        assertThat(find("#results output").getText()).isEqualTo("4 of 16 points");

        find("#filter").clear();
        find("#filter").sendKeys("-masked -uniform");
        assertThat(rows()).containsExactly("ar");
    }

    @Test
    void leadsFromANumberToWhatItWasMadeOf() {
        find("#main-table tr[data-point='ar'] a[href='#point-1-nll']").click();

        WebElement line = find("#point-1-nll");
        assertThat(line.isDisplayed()).isTrue();
        assertThat(line.getText()).contains("1: 1.33", "2: 1.33", "3: 1.33");
        assertThat(find("#point-1 a[href='#L5']").getText()).isEqualTo("experiments/fixture.yaml, line 5");

        find("#point-1 a[href='#L5']").click();
        assertThat(find("#L5").isDisplayed()).isTrue();
        assertThat(find("#L5").getText()).contains("ar: {}");
    }

    /** Autoregression takes a call for each of 64 tokens. */
    @Test
    void tellsWhatAMarkStandsForAndLeadsToItsPoint() {
        WebElement mark = find("#chart-genppl-nfe .mark[data-point='ar']");
        new Actions(driver).scrollToElement(mark).moveToElement(mark).perform();
        assertThat(find(".bubble").getText())
                .startsWith("ar: network evaluations per sequence 64; generative perplexity ");

        mark.click();
        assertThat(driver.getCurrentUrl()).endsWith("#point-1");
    }

    @Test
    void drawsAChartOnTheOtherScaleAndBack() {
        List<WebElement> drawings = all("#chart-genppl-nfe .card > div");
        WebElement toggle = find("#chart-genppl-nfe button.scale");
        assertThat(toggle.getText()).isEqualTo("linear axes");
        assertThat(drawings).extracting(WebElement::isDisplayed).containsExactly(true, false);

        toggle.click();
        assertThat(drawings).extracting(WebElement::isDisplayed).containsExactly(false, true);
        toggle.click();
        assertThat(drawings).extracting(WebElement::isDisplayed).containsExactly(true, false);
    }

    /** The longest trace is noise, 43 letters one by one, and four steps of corrections. */
    @Test
    void playsATraceStepByStep() {
        find("#step-forward").click();
        find("#step-forward").click();
        find("#step-forward").click();
        assertThat(text(0)).isEqualTo("the qui");
        find("#step-back").click();
        assertThat(text(0)).isEqualTo("the qu");
        assertThat(find("#place").getText()).isEqualTo("2 of 48");

        new Select(find("#speed")).selectByValue("40");
        find("#play").click();
        assertThat(find("#play").getText()).isEqualTo("Pause");
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(whole -> find("#play").getText().equals("Play"));
        List<WebElement> playing = all("[data-lane]:not([hidden])");
        assertThat(playing).hasSize(6);
        for (WebElement lane : playing) {
            assertThat(text(Integer.parseInt(lane.getAttribute("data-lane"))))
                    .isEqualTo("the quick brown fox jumps over <b>\u23ce\nthe lazy dog");
        }
    }

    /** The uniform sampler of the fixture replaces two letters twice, takes a third back and draws it again. */
    @Test
    void strikesOutWhatIsRevised() {
        int uniform = lane("uniform,blockSize=16");
        new Select(find("#pace")).selectByVisibleText("all end together");
        WebElement slider = find("#at");
        slider.sendKeys(Keys.END);
        assertThat(article(uniform).findElement(By.className("count")).getText())
                .isEqualTo("step 20 of 20, 5 revised");
        assertThat(article(uniform).findElements(By.className("revised"))).hasSize(3);

        new Select(find("#pace")).selectByVisibleText("step by step");
        slider.sendKeys(Keys.HOME);
        for (int step = 0; step < 17; step++) {
            slider.sendKeys(Keys.ARROW_RIGHT);
        }
        assertThat(article(uniform).findElements(By.tagName("s"))).hasSize(2);
        assertThat(article(uniform).findElements(By.cssSelector(".fresh"))).hasSize(2);
    }

    @Test
    void findsSamplesAndPutsTwoPointsSideBySide() {
        find("#sample-search").sendKeys("SO\" on");
        assertThat(all("#samples mark")).hasSize(14).allMatch(mark -> mark.getText()
                .equals("so\" on"));
        assertThat(find("#samples output").getText()).isEqualTo("14 samples");
        find("#sample-search").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);

        new Select(find("#sample-rank")).selectByValue("best");
        assertThat(find("#samples article li:not([hidden])").getText()).startsWith("no. 4 \u00b7 gen-PPL 1.65");
        new Select(find("#sample-rank")).selectByValue("worst");
        assertThat(find("#samples article li:not([hidden])").getText()).startsWith("no. 3 \u00b7 gen-PPL 20.09");

        new Select(find("#sample-left")).selectByVisibleText("mdlm,stepsPerBlock=8");
        new Select(find("#sample-right")).selectByVisibleText("ar");
        List<WebElement> cards = all("#samples article:not([hidden])");
        assertThat(cards).hasSize(2);
        assertThat(cards.get(0).getLocation().y).isEqualTo(cards.get(1).getLocation().y);
        assertThat(cards.get(0).getLocation().x).isGreaterThan(cards.get(1).getLocation().x);
    }

    @Test
    void changesItsColours() {
        new Select(find("#theme")).selectByValue("dark");
        assertThat(lightness()).isCloseTo(0.1, within(0.1));
        browser.open(page, SCREEN);
        for (int again = 0; again < 5 && lightness() > 0.5; again++) {
            browser.open(page, SCREEN); // the browser stores what a page keeps a moment later
        }
        assertThat(lightness()).isCloseTo(0.1, within(0.1));
        new Select(find("#theme")).selectByValue("light");
        assertThat(lightness()).isCloseTo(0.95, within(0.05));
    }

    /** Nothing but keys: past the navigation, sorting, opening a point, playing. */
    @Tag("slow")
    @Test
    void canBeReadWithTheKeyboardAlone() {
        press(Keys.TAB);
        assertThat(focused().getText()).isEqualTo("Skip to the contents");
        press(Keys.ENTER);
        assertThat(focused().getAttribute("id")).isEqualTo("main");

        tabTo("#main-table th[data-key='nfe'] button");
        press(Keys.SPACE);
        assertThat(column("nfe")).isSorted();
        tabTo("#main-table tbody tr a.value");
        press(Keys.ENTER);
        assertThat(driver.getCurrentUrl()).matches(".*#point-\\d+-nll");
        assertThat(driver.switchTo().activeElement().isDisplayed()).isTrue();

        browser.open(page, SCREEN);
        tabTo("#step-forward");
        press(Keys.ENTER);
        assertThat(text(0)).isEqualTo("the q");
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 390"})
    void hasNoSeriousBarriers(String colours, int width) {
        assertNoBarriers(colours, width);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"dark, 1280", "light, 390"})
    void hasNoSeriousBarriersTheOtherWayRound(String colours, int width) {
        assertNoBarriers(colours, width);
    }

    private static void assertNoBarriers(String colours, int width) {
        for (Path each : List.of(page, root.resolve("reports/index.html"))) {
            browser.open(each, width);
            new Select(find("#theme")).selectByValue(colours);
            driver.executeScript("document.querySelectorAll('details').forEach(part => { part.open = true; })");

            assertThat(browser.barriers())
                    .filteredOn(barrier -> barrier.startsWith("serious") || barrier.startsWith("critical"))
                    .isEmpty();
        }
    }

    /** A picture without words shows that barriers would be found. */
    @Test
    void wouldFindABarrier() {
        driver.executeScript("document.body.append(new Image())");

        assertThat(browser.barriers()).anyMatch(barrier -> barrier.startsWith("critical image-alt"));
    }

    @Test
    void fitsAPhone() {
        for (Path each : List.of(page, root.resolve("reports/index.html"))) {
            browser.open(each, PHONE);
            driver.executeScript("document.querySelectorAll('details').forEach(part => { part.open = true; })");
            assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo((long) PHONE);
        }
    }

    @Test
    void leadsFromTheListOfReportsToAClaim() {
        browser.open(root.resolve("reports/index.html"), SCREEN);
        assertThat(all(".verdicts .tag"))
                .extracting(WebElement::getText)
                .containsExactly("supported for the bound", "refuted for the bound");

        driver.findElement(By.linkText("Small blocks fit <b>better</b>")).click();
        assertThat(driver.getCurrentUrl()).endsWith("fixture/index.html#claim-fits-better");
    }

    private static WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    private static List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Returns the points that the main table shows, in its order. */
    private static List<String> rows() {
        return all("#main-table tbody tr:not([hidden])").stream()
                .map(row -> row.getAttribute("data-point"))
                .toList();
    }

    /** Returns the values of a column that has them, in the order shown. */
    private static List<Double> column(String key) {
        int index = all("#main-table thead th").stream()
                .map(heading -> heading.getAttribute("data-key"))
                .toList()
                .indexOf(key);
        return all("#main-table tbody tr > :nth-child(" + (index + 1) + ")").stream()
                .map(cell -> cell.getAttribute("data-sort"))
                .filter(value -> !value.isEmpty())
                .map(Double::valueOf)
                .toList();
    }

    private static WebElement article(int lane) {
        return find("[data-lane='" + lane + "']");
    }

    private static int lane(String name) {
        return all(".lanes-choice label").stream()
                .map(label -> label.getText().strip())
                .toList()
                .indexOf(name);
    }

    /** Returns what stands in a lane, without what is still blank. */
    private static String text(int lane) {
        Object text = driver.executeScript(
                "return [...arguments[0].querySelectorAll('.cells span:not(.blank)')].map(cell =>"
                        + " [...cell.childNodes].filter(part => part.tagName !== 'S')"
                        + ".map(part => part.textContent).join('')).join('')",
                article(lane));
        return String.valueOf(text);
    }

    /** Returns the mean of the page's red, green and blue, from 0 to 1. */
    private static double lightness() {
        String color = String.valueOf(driver.executeScript("return getComputedStyle(document.body).backgroundColor"));
        return List.of(color.replaceAll("[^0-9,]", "").split(",", -1)).stream()
                        .limit(3)
                        .mapToDouble(Double::parseDouble)
                        .average()
                        .orElseThrow()
                / 255;
    }

    private static void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    private static WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Presses Tab until the focus is where it should be. */
    private static void tabTo(String selector) {
        WebElement wanted = find(selector);
        for (int presses = 0; presses < 400; presses++) {
            if (focused().equals(wanted)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach " + selector);
    }
}
