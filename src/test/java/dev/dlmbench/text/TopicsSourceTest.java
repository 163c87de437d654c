package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of labels and classes is held against the enumeration of all documents. */
class TopicsSourceTest {
    private static final int TOKENS = 1 + 2 + 2;

    private static CorpusSpec.Topics spec(int order) {
        return new CorpusSpec.Topics(2, order, 2, .5, .7, .2, false, 5);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "2, 2", "2, 5"})
    void likelihoodsOfAllDocumentsSumToOne(int order, int length) {
        TopicsSource source = new TopicsSource(spec(order));
        double sum = documents(length).stream()
                .mapToDouble(document -> Math.exp(source.logLikelihood(document)))
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /** Behind the label that says nothing texts have the mixture of their laws behind the labels of classes. */
    @Test
    void theLawOfNoClassIsTheMeanOverTheClasses() {
        TopicsSource source = new TopicsSource(spec(1));
        for (int[] text : documents(4)) {
            double mean = 0;
            for (int topic = 0; topic < 2; topic++) {
                mean += Math.exp(source.logLikelihood(labelled(TopicsSource.label(topic), text), 1)) / 2;
            }
            double ofNone = Math.exp(source.logLikelihood(labelled(TopicsSource.NO_CLASS, text), 1));
            assertThat(ofNone).isCloseTo(mean, within(1e-15));
        }
    }

    /** A share of .2 is without a label, and the classes are equally frequent. */
    @Test
    void labelsHaveTheirShares() {
        TopicsSource source = new TopicsSource(spec(2));
        assertThat(Math.exp(source.logLikelihood(new int[] {TopicsSource.NO_CLASS})))
                .isCloseTo(.2, within(1e-15));
        assertThat(Math.exp(source.logLikelihood(new int[] {TopicsSource.label(1)})))
                .isCloseTo(.4, within(1e-15));
        assertThat(source.logLikelihood(new int[] {3})).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    /** By Bayes' rule from the likelihoods of the labelled documents; the label of a document plays no part. */
    @Test
    void thePosteriorOfTheClassIsBayesRule() {
        TopicsSource source = new TopicsSource(spec(1));
        int[] text = {3, 4, 4, 3};
        double first = Math.exp(source.logLikelihood(labelled(1, text)));
        double second = Math.exp(source.logLikelihood(labelled(2, text)));
        for (int label = 0; label < 3; label++) {
            int[] document = labelled(label, text);
            assertThat(source.posterior(document))
                    .containsExactly(new double[] {first / (first + second), second / (first + second)}, within(1e-12));
            assertThat(source.likeliest(document)).isEqualTo(first >= second ? 0 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4, false", "1, 4, true", "2, 4, false", "2, 4, true", "2, 2, true", "1, 1, false"})
    void marginalsAreThoseOfAnEnumeration(int order, int length, boolean leaveOneOut) {
        TopicsSource source = new TopicsSource(spec(order));
        SplittableRandom random = new SplittableRandom(3);
        List<double[][]> all = new ArrayList<>();
        for (int label = -1; label < 3; label++) { // every label, and none seen
            double[][] evidence = new double[length][TOKENS];
            for (double[] row : evidence) {
                Arrays.setAll(row, v -> random.nextDouble());
            }
            if (label >= 0) {
                Arrays.fill(evidence[0], 0);
                evidence[0][label] = 1;
            }
            all.add(evidence);
        }
        for (double[][] evidence : all) {
            double[][] expected = enumerated(source, evidence, leaveOneOut);
            double[][] actual = source.marginals(evidence, leaveOneOut);
            for (int i = 0; i < length; i++) {
                assertThat(actual[i]).as("place " + i).containsExactly(expected[i], within(1e-12));
            }
        }
    }

    private static double[][] enumerated(TopicsSource source, double[][] evidence, boolean leaveOneOut) {
        double[][] marginals = new double[evidence.length][TOKENS];
        for (int[] document : documents(evidence.length)) {
            double law = Math.exp(source.logLikelihood(document));
            for (int i = 0; i < evidence.length; i++) {
                double weight = law;
                for (int j = 0; j < evidence.length; j++) {
                    weight *= j == i && leaveOneOut ? 1 : evidence[j][document[j]];
                }
                marginals[i][document[i]] += weight;
            }
        }
        for (double[] row : marginals) {
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, v -> row[v] / sum);
        }
        return marginals;
    }

    @Test
    void drawnDocumentsHaveTheLawOfTheSource() {
        TopicsSource source = new TopicsSource(spec(1));
        SplittableRandom random = new SplittableRandom(11);
        int draws = 20_000;
        int[] counts = new int[TOKENS * TOKENS * TOKENS];
        for (int i = 0; i < draws; i++) {
            int[] drawn = source.draw(3, random);
            counts[(drawn[0] * TOKENS + drawn[1]) * TOKENS + drawn[2]]++;
        }
        double chiSquare = 0;
        for (int[] document : documents(3)) {
            double expected = draws * Math.exp(source.logLikelihood(document));
            int count = counts[(document[0] * TOKENS + document[1]) * TOKENS + document[2]];
            if (expected > 1) {
                chiSquare += (count - expected) * (count - expected) / expected;
            } else {
                assertThat(count).isZero();
            }
        }
        assertThat(chiSquare).isLessThan(36); // .9999 at 11 degrees of freedom: 3 labels by 4 texts
    }

    /** Labels are given unless they are learnt, and all parts of the text are labelled documents. */
    @Test
    void aPreparedTextIsMadeOfLabelledDocuments() {
        for (boolean learnt : new boolean[] {false, true}) {
            CorpusSpec corpus = new CorpusSpec.Topics(3, 1, 4, .5, .7, .2, learnt, 5);
            DataSpec data = new DataSpec(corpus, DataSpec.TokenizerKind.CHAR, 8, 800, 20);
            PreparedText text = Corpora.prepare(data, new DataFolder(Path.of("")));
            assertThat(text.tokenizer().identity()).isEqualTo("?ABCabcd");
            assertThat(text.tokenizer().size()).isEqualTo(Corpora.vocabularySize(data, new DataFolder(Path.of(""))));
            assertThat(text.train().stride()).isEqualTo(8);
            for (int start = 0; start < 800; start += 8) {
                assertThat(text.train().tokens()[start]).isLessThan(4);
                assertThat(text.evaluator().tokens()[start + 1]).isGreaterThanOrEqualTo(4);
            }
            assertThat(text.context(0)).isEqualTo(learnt ? 0 : 1);
        }
    }

    private static int[] labelled(int label, int[] text) {
        int[] document = new int[1 + text.length];
        document[0] = label;
        System.arraycopy(text, 0, document, 1, text.length);
        return document;
    }

    private static List<int[]> documents(int length) {
        List<int[]> documents = new ArrayList<>();
        for (int code = 0; code < Math.pow(TOKENS, length); code++) {
            int[] document = new int[length];
            for (int i = length - 1, rest = code; i >= 0; i--, rest /= TOKENS) {
                document[i] = rest % TOKENS;
            }
            documents.add(document);
        }
        return documents;
    }
}
