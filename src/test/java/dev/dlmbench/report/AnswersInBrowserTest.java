package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/** What models answered, in the hands of a reader. */
@Tag("slow")
class AnswersInBrowserTest {
    private static final String POINT = "block,blockSize=4,stepsPerBlock=1";

    @TempDir
    static Path root;

    private static Browser browser;
    private static ChromeDriver driver;
    private static Path page = Path.of("nowhere");

    @BeforeAll
    static void render() throws IOException {
        browser = Browser.start();
        driver = browser.driver();
        page = ReportWriter.write(
                FixtureStore.fill(root.resolve("results")), FixtureStore.SUITE, root.resolve("reports"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.open(page, 1280);
    }

    /** Of one step in blocks of 4 the first answer is wrong, and every 20th of every point malformed. */
    @Test
    void answersAreFoundByWhatTheyAre() {
        assertThat(all("#answers article:not([hidden])")).hasSize(1);
        choose("answer-left", POINT);
        choose("answer-seed", "2");
        choose("answer-state", "wrong ones");
        assertThat(answers()).isNotEmpty().allMatch(row -> row.getText().startsWith("wrong"));
        assertThat(find("#answers output").getText()).isEqualTo(answers().size() + " answers of those shown");

        choose("answer-state", "malformed ones");
        choose("answer-left", "all points");
        assertThat(all("#answers article:not([hidden])")).hasSize(4);
        assertThat(answers()).hasSize(4 * 3);
        find("#answer-search").sendKeys("no such thing");
        assertThat(answers()).isEmpty();
        assertThat(find("#answers output").getText()).isEqualTo("0 answers of those shown");
    }

    @Test
    void twoPointsStandSideBySide() {
        choose("answer-left", POINT);
        choose("answer-right", "ar");
        List<WebElement> cards = all("#answers article:not([hidden])");
        assertThat(cards).hasSize(2);
        assertThat(cards.get(0).getLocation().y).isEqualTo(cards.get(1).getLocation().y);
        assertThat(cards.get(0).getText()).startsWith("ar");
        assertThat(cards.get(0).getLocation().x).isGreaterThan(cards.get(1).getLocation().x);
    }

    @Test
    void anAnswerOpensByKeysAndShowsItsThoughtsOneByOne() {
        choose("answer-left", POINT);
        answers().get(0).findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        assertThat(answers().get(0).findElements(By.tagName("li")))
                .extracting(WebElement::getText)
                .isEqualTo(FixtureAnswers.first().thoughts());
        assertThat(answers().get(0).getText())
                .contains("expected\n" + FixtureAnswers.first().answer());
    }

    @Test
    void thePlayerShowsWhatWasGivenFromTheBeginningAndTheVerdictAtTheEnd() {
        WebElement box = all(".lanes-choice label").stream()
                .filter(label -> label.getText().strip().equals(POINT + ", answers"))
                .findFirst()
                .orElseThrow();
        box.click();
        WebElement lane = all("[data-lane]:not([hidden])").stream()
                .filter(each -> each.getText().startsWith(POINT + ", answers"))
                .findFirst()
                .orElseThrow();
        assertThat(text(lane, ".given")).isEqualTo(FixtureAnswers.first().prompt() + "||");
        assertThat(text(lane, ".settled, .fresh")).isEmpty();

        find("#at").sendKeys(Keys.END);
        assertThat(text(lane, ".given")).isEqualTo(FixtureAnswers.first().prompt() + "||");
        assertThat(lane.findElement(By.className("count")).getText()).endsWith(", wrong");
    }

    private static String text(WebElement lane, String cells) {
        return String.valueOf(driver.executeScript(
                "return [...arguments[0].querySelectorAll(arguments[1])].map(cell => cell.textContent).join('')",
                lane,
                cells));
    }

    private static void choose(String id, String text) {
        new Select(find("#" + id)).selectByVisibleText(text);
    }

    private static List<WebElement> answers() {
        return all("#answers article:not([hidden]) li[data-state]:not([hidden])");
    }

    private static WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    private static List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }
}
