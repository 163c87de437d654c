package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoriesSourceTest {
    /** Its words share prefixes, and some of its stories can be derived in two ways. */
    private static final String TANGLED = """
            who: name a, he x
            who: name ab, he xy
            story = <say>
            story 2 = <say><say>
            story = {name}b{he}
            say = {he}{name}
            say 3 = a
            say = <tail>b
            tail = a
            tail = xa
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void likelihoodsOfAllStringsSumToOne(int length) {
        StoriesSource source = source(TANGLED);
        int symbols = source.tokenizer().tokens();
        assertThat(symbols).isEqualTo(5);
        double sum = 0;
        for (int code = 0; code < Math.round(Math.pow(symbols, length)); code++) {
            int[] string = new int[length];
            for (int i = 0, rest = code; i < length; i++, rest /= symbols) {
                string[i] = rest % symbols;
            }
            sum += Math.exp(source.logLikelihood(string));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void likelihoodIsTheProductOfTheWeights() {
        StoriesSource source = source("story = a\nstory 3 = b");
        assertThat(probability(source, "a\nb")).isCloseTo(.25 * .75, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"o, 1", "ow, .5", "owl, .5", "ox, .5"})
    void cutWordCountsEverythingThatMayFollow(String document, double expected) {
        assertThat(probability(source("story = owl\nstory = ox"), document)).isCloseTo(expected, within(1e-15));
    }

    @Test
    void derivationsOfTheSameCharactersAddUp() {
        StoriesSource source = source("story = ab\nstory = a<x>\nx = b\nx = c");
        assertThat(probability(source, "ab\n")).isCloseTo(.5 + .25, within(1e-15));
    }

    @Test
    void roleIsCastOnceInAStoryAndAnewInTheNext() {
        StoriesSource source = source("who: name A, he h\nwho: name B, he s\nstory = {name}{he}");
        assertThat(probability(source, "Ah\nBs\n")).isCloseTo(.25, within(1e-15));
        assertThat(probability(source, "As")).isZero();
    }

    @Test
    void charactersThatNoStoryHasInTheirPlaceAreImpossible() {
        StoriesSource source = source("story = ab");
        assertThat(source.logLikelihood(source.tokenizer().encode("ba"))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(source.logLikelihood(new int[] {source.tokenizer().mask()})).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(source.logLikelihood(new int[0])).isZero();
    }

    @Test
    void entropyRateIsTheEntropyOfAStoryOverItsLength() {
        double entropy = .25 * Math.log(4) + .75 * Math.log(4.0 / 3);
        assertThat(source("story = a\nstory 3 = bbb").entropyRate().getAsDouble())
                .isCloseTo(entropy / (.25 * 2 + .75 * 4), within(1e-15));
    }

    /** Half of the stories cast a role of four, whose words have one to four characters. */
    @Test
    void roleAddsItsEntropyWhereItIsMentioned() {
        StoriesSource source = source("""
                who: w a
                who: w bb
                who: w ccc
                who: w dddd
                story = <other>
                story = <named><named>
                named = {w}
                other = e
                """);
        double entropy = Math.log(2) + .5 * Math.log(4);
        double length = .5 * 2 + .5 * (2 * 2.5 + 1);
        assertThat(source.entropyRate().getAsDouble()).isCloseTo(entropy / length, within(1e-15));
    }

    /** This is what makes the entropy rate exact: were there a second derivation, the likelihood would be larger. */
    @Test
    void everyWholeStoryHasOneDerivation() {
        StoriesSource source = new StoriesSource();
        for (int seed = 0; seed < 40; seed++) {
            String text = source.drawn(20_000, new SplittableRandom(seed)).text();
            StoriesSource.Drawn whole = source.drawn(text.lastIndexOf('\n') + 1, new SplittableRandom(seed));
            assertThat(source.logLikelihood(source.tokenizer().encode(whole.text())))
                    .isCloseTo(whole.logProbability(), within(1e-7));
        }
    }

    @Test
    void secondDerivationWouldShow() {
        StoriesSource source = source("story = ab\nstory = a<x>\nx = b");
        StoriesSource.Drawn drawn = source.drawn(3, new SplittableRandom(1));
        assertThat(source.logLikelihood(source.tokenizer().encode(drawn.text())))
                .isCloseTo(drawn.logProbability() + Math.log(2), within(1e-12));
    }

    @Test
    void meanSurpriseOfLongDocumentsIsTheEntropyRate() {
        StoriesSource source = new StoriesSource();
        int length = 40_000;
        double[] rates = IntStream.range(0, 30)
                .mapToDouble(seed -> -source.logLikelihood(source.draw(length, new SplittableRandom(seed))) / length)
                .toArray();
        double error = Math.sqrt(Variance.of(rates).getAsDouble() / rates.length);
        double rate = source.entropyRate().getAsDouble();
        assertThat(error / rate).isLessThan(.005);
        assertThat(Mean.of(rates).getAsDouble()).isCloseTo(rate, within(3 * error));
    }

    @Test
    void sameSeedDrawsTheSameDocument() {
        StoriesSource source = new StoriesSource();
        int[] document = source.draw(300, new SplittableRandom(5));
        assertThat(document).hasSize(300);
        assertThat(new StoriesSource().draw(300, new SplittableRandom(5))).isEqualTo(document);
        assertThat(source.draw(300, new SplittableRandom(6))).isNotEqualTo(document);
        assertThat(source.draw(100, new SplittableRandom(5))).isEqualTo(Arrays.copyOf(document, 100));
    }

    @Test
    void storiesNeedAtMostSixtyCharacters() {
        assertThat(new StoriesSource().tokenizer().tokens()).isBetween(30, 60);
    }

    @Test
    void pronounsAgreeWithTheHeroNamedBefore() {
        String text =
                new StoriesSource().drawn(100_000, new SplittableRandom(2)).text();
        List<String> stories = text.substring(0, text.lastIndexOf('\n')).lines().toList();
        assertThat(stories)
                .filteredOn(story -> story.contains("Mira"))
                .isNotEmpty()
                .noneMatch(hasWord("his|him"));
        assertThat(stories)
                .filteredOn(story -> story.contains("Otto"))
                .isNotEmpty()
                .noneMatch(hasWord("her"));
        assertThat(stories).allMatch(story -> story.matches(".*[.!?]"));
    }

    private static Predicate<String> hasWord(String words) {
        return story -> story.matches(".*\\b(" + words + ")\\b.*");
    }

    private static StoriesSource source(String grammar) {
        return new StoriesSource(StoryGrammarReader.read(grammar));
    }

    private static double probability(StoriesSource source, String document) {
        return Math.exp(source.logLikelihood(source.tokenizer().encode(document)));
    }
}
