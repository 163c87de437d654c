package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.LikelihoodSpec.FirstToken;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.Importance;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With the true conditionals in the network's place, every bound is tight: it equals the true likelihood. With any
 * other model all estimators agree with the enumeration of what they estimate.
 */
class LikelihoodTest {
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(2, 5, 0.5, 3));
    private static final int K = 5;
    private static final int LENGTH = 32;

    @ParameterizedTest
    @CsvSource({
        "MASKED, 4, LINEAR, EXACT_COUNT",
        "MASKED, 16, LINEAR, EXACT_COUNT",
        "MASKED, 32, LINEAR, EXACT_COUNT",
        "MASKED, 5, LINEAR, EXACT_COUNT",
        "MASKED, 1, LINEAR, MONTE_CARLO",
        "MASKED, 4, LINEAR, MONTE_CARLO",
        "MASKED, 4, COSINE, MONTE_CARLO",
        "MASKED, 4, SQUARE, MONTE_CARLO",
        "MASKED, 4, SQUARE_ROOT, MONTE_CARLO",
        "MASKED, 4, LOGARITHMIC, MONTE_CARLO",
        "MASKED, 32, COSINE, MONTE_CARLO",
        "UNIFORM, 1, LINEAR, MONTE_CARLO",
        "UNIFORM, 4, LINEAR, MONTE_CARLO",
        "UNIFORM, 16, LINEAR, MONTE_CARLO",
        "UNIFORM, 32, LINEAR, MONTE_CARLO",
        "UNIFORM, 4, COSINE, MONTE_CARLO",
        "UNIFORM, 4, SQUARE, MONTE_CARLO",
        "UNIFORM, 4, SQUARE_ROOT, MONTE_CARLO",
        "UNIFORM, 4, LOGARITHMIC, MONTE_CARLO",
        "HYBRID, 1, LINEAR, MONTE_CARLO",
        "HYBRID, 4, LINEAR, MONTE_CARLO",
        "HYBRID, 32, LINEAR, MONTE_CARLO"
    })
    void e9TheBoundOfAnExactDenoiserIsTheTrueLikelihood(
            ProcessKind kind, int block, StandardSchedule schedule, Estimator estimator) {
        GenerativeProcess process = spec(kind, schedule).process(block, K);
        assertTight(process, new LikelihoodSpec(estimator, 16), documents(150));
    }

    /**
     * Exponents of places and of tokens lose nothing: with the law of a token given that it is masked still, both are
     * tight.
     */
    @ParameterizedTest
    @CsvSource({"POSITION, 5", "FREQUENCY, 4", "FREQUENCY, 32", "FREQUENCY, 1", "ENTROPY, 8"})
    void theBoundOfSoftMasksIsTheTrueLikelihood(Importance importance, int block) {
        assertTight(soft(importance, block), new LikelihoodSpec(Estimator.MONTE_CARLO, 16), documents(100));
    }

    /** Without what the bound has besides, the mean is the same, and that of a single text is not. */
    @Test
    void theWeightedCrossEntropyOfATextIsNotItsLikelihood() {
        LikelihoodSpec score = new LikelihoodSpec(Estimator.WEIGHTED_CROSS_ENTROPY, 64);
        List<int[]> documents = documents(6);
        double furthest = 0;
        for (DocumentLikelihood text : score(soft(Importance.FREQUENCY, 4), score, documents)) {
            furthest = Math.max(furthest, Math.abs(text.nats() - truth(text, documents)));
        }
        assertThat(furthest).isGreaterThan(2);
    }

    private static GenerativeProcess soft(Importance importance, int block) {
        ProcessSpec spec = new MaskedSpec(
                new BlockSpec(block, null, CleanRows.BLOCK_CAUSAL),
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                new SoftMaskSpec(importance, 4));
        return spec.process(block, TokenShares.of(K, List.of(.4, .05, .25, .2, .1)));
    }

    /**
     * Exact posteriors, converted, give the same document the same NELBO under the same noise; unconverted, another.
     */
    @ParameterizedTest
    @CsvSource({"UNIFORM, 1", "UNIFORM, 4", "UNIFORM, 32", "HYBRID, 4"})
    void posteriorsHaveTheBoundOfWhatTheyAreConvertedTo(ProcessKind kind, int block) {
        GenerativeProcess leftOut = spec(kind, StandardSchedule.LINEAR).process(block, K);
        GenerativeProcess posterior =
                spec(kind, StandardSchedule.LINEAR, Parameterization.POSTERIOR).process(block, K);
        LikelihoodSpec spec = new LikelihoodSpec(Estimator.MONTE_CARLO, 4);
        List<DocumentLikelihood> expected = score(leftOut, spec, documents(10));
        List<DocumentLikelihood> converted = score(posterior, spec, documents(10));
        for (int d = 0; d < expected.size(); d++) {
            assertThat(converted.get(d).nats()).isCloseTo(expected.get(d).nats(), within(1e-7));
        }
        try (OracleDenoiser unconverted = new OracleDenoiser(SOURCE, leftOut, false)) {
            assertThat(mean(score(unconverted, leftOut, spec, documents(10)))).isGreaterThan(mean(expected) + .5);
        }
    }

    /** Blocks of one token from one random token in its place: exact for an oracle, which does not look at it. */
    @Test
    void e9PureNoiseIsLeftToRightPrediction() {
        GenerativeProcess process =
                spec(ProcessKind.UNIFORM, StandardSchedule.LINEAR).process(1, K);
        for (DocumentLikelihood score : score(process, new LikelihoodSpec(Estimator.PURE_NOISE, 2), documents(5))) {
            assertThat(score.nats()).isCloseTo(truth(score, documents(5)), within(1e-9));
        }
    }

    private static void assertTight(GenerativeProcess process, LikelihoodSpec spec, List<int[]> documents) {
        double sum = 0;
        double squares = 0;
        for (DocumentLikelihood score : score(process, spec, documents)) {
            boolean given = spec.firstToken() == FirstToken.SKIP;
            double excess = score.nats() - (given ? conditional(score, documents) : truth(score, documents));
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / documents.size();
        double standardError = Math.sqrt((squares / documents.size() - mean * mean) / documents.size());
        assertThat(standardError / LENGTH)
                .as("nats per token, small enough to mean something")
                .isLessThan(0.04);
        assertThat(mean).isCloseTo(0, within(3 * standardError + 1e-9));
    }

    @ParameterizedTest
    @CsvSource({"MASKED, 1", "AUTOREGRESSIVE, 0"})
    void singleTokensAreScoredExactly(ProcessKind kind, int block) {
        GenerativeProcess process = spec(kind, StandardSchedule.LINEAR).process(block, K);
        List<int[]> documents = documents(5);
        for (DocumentLikelihood score : score(process, LikelihoodSpec.exact(), documents)) {
            assertThat(score.nats()).isCloseTo(truth(score, documents), within(1e-9));
            assertThat(score.standardError()).isZero();
        }
    }

    /** Identity 3: with true conditionals the enumerated bound is the likelihood of each document, at every size. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "8"})
    void e9EnumerationOfAnExactDenoiserIsExactForEveryDocument(int block) {
        GenerativeProcess process =
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(block, K);
        List<int[]> documents = documents(3);
        for (DocumentLikelihood score : score(process, new LikelihoodSpec(Estimator.ENUMERATION, 1), documents)) {
            assertThat(score.nats()).isCloseTo(truth(score, documents), within(1e-8));
        }
    }

    /**
     * A given first token: with true conditionals each document's value is minus ln p(x_2 .. x_n | x_1), without noise.
     */
    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, EXACT",
        "MASKED, 1, EXACT",
        "MASKED, 1, ENUMERATION",
        "MASKED, 2, ENUMERATION",
        "MASKED, 5, ENUMERATION",
        "MASKED, 8, ENUMERATION",
        "MASKED, 1, PURE_NOISE",
        "UNIFORM, 1, PURE_NOISE"
    })
    void aFirstTokenThatIsGivenIsNotScored(ProcessKind kind, int block, Estimator estimator) {
        GenerativeProcess process = spec(kind, StandardSchedule.LINEAR).process(block, K);
        List<int[]> documents = documents(3);
        documents.add(SOURCE.draw(1, new Seeds(9).stream("one")));
        LikelihoodSpec spec = new LikelihoodSpec(estimator, 1).with(FirstToken.SKIP);
        List<DocumentLikelihood> scores = score(process, spec, documents);
        for (DocumentLikelihood score : scores) {
            assertThat(score.nats()).isCloseTo(conditional(score, documents), within(1e-8));
        }
        assertThat(scores)
                .extracting(DocumentLikelihood::tokens)
                .containsExactly(LENGTH - 1, LENGTH - 1, LENGTH - 1, 0);
    }

    /**
     * Contexts of 3, 9 and no tokens: with true conditionals each value is minus ln p(the rest | the context), wherever
     * the context ends in a block.
     */
    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, EXACT",
        "MASKED, 1, EXACT",
        "MASKED, 3, ENUMERATION",
        "MASKED, 4, ENUMERATION",
        "MASKED, 8, ENUMERATION",
        "UNIFORM, 1, PURE_NOISE"
    })
    void whatIsContextIsNotScored(ProcessKind kind, int block, Estimator estimator) {
        GenerativeProcess process = spec(kind, StandardSchedule.LINEAR).process(block, K);
        List<int[]> documents = documents(4);
        int[] contexts = {3, 9, 9, 0};
        List<DocumentLikelihood> scores;
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            scores = new Likelihood(process, new LikelihoodSpec(estimator, 1), 16)
                    .score(oracle, documents, d -> contexts[d], new Seeds(4), (done, round) -> {});
        }
        for (DocumentLikelihood score : scores) {
            int[] document = documents.get(score.document());
            int context = contexts[score.document()];
            assertThat(score.tokens()).isEqualTo(LENGTH - context);
            double known = context == 0 ? 0 : SOURCE.logLikelihood(Arrays.copyOf(document, context));
            assertThat(score.nats()).isCloseTo(known - SOURCE.logLikelihood(document), within(1e-8));
        }
    }

    /** The same with noise, on average over documents. */
    @ParameterizedTest
    @CsvSource({
        "MASKED, 1, LINEAR, EXACT_COUNT",
        "MASKED, 4, LINEAR, EXACT_COUNT",
        "MASKED, 5, LINEAR, EXACT_COUNT",
        "MASKED, 32, LINEAR, EXACT_COUNT",
        "MASKED, 4, COSINE, MONTE_CARLO",
        "MASKED, 32, LINEAR, MONTE_CARLO",
        "UNIFORM, 1, LINEAR, MONTE_CARLO",
        "UNIFORM, 4, LINEAR, MONTE_CARLO",
        "UNIFORM, 32, LINEAR, MONTE_CARLO",
        "HYBRID, 4, LINEAR, MONTE_CARLO"
    })
    void theBoundGivenTheFirstTokenIsTheTrueConditionalLikelihood(
            ProcessKind kind, int block, StandardSchedule schedule, Estimator estimator) {
        GenerativeProcess process = spec(kind, schedule).process(block, K);
        assertTight(process, new LikelihoodSpec(estimator, 8).with(FirstToken.SKIP), documents(100));
    }

    /** What a block's others are scored by does not depend on whether they are the block or the rest of it. */
    @Test
    void countsOfTheOthersEstimateTheirEnumeration() {
        GenerativeProcess process =
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(4, K);
        List<int[]> documents = documents(2);
        TableDenoiser model = new TableDenoiser(K, 4);
        LikelihoodSpec all = new LikelihoodSpec(Estimator.ENUMERATION, 1).with(FirstToken.SKIP);
        List<DocumentLikelihood> truth = score(model, process, all, documents);
        for (Estimator estimator : List.of(Estimator.EXACT_COUNT, Estimator.MONTE_CARLO)) {
            LikelihoodSpec many = new LikelihoodSpec(estimator, 64, 1e-9, 50, FirstToken.SKIP);
            List<DocumentLikelihood> scores = score(model, process, many, documents);
            for (int d = 0; d < documents.size(); d++) {
                assertThat(scores.get(d).nats())
                        .isCloseTo(
                                truth.get(d).nats(), within(3.5 * scores.get(d).standardError()));
            }
        }
    }

    private static double conditional(DocumentLikelihood score, List<int[]> documents) {
        int[] document = documents.get(score.document());
        return SOURCE.logLikelihood(Arrays.copyOf(document, 1)) - SOURCE.logLikelihood(document);
    }

    /** Any model: the loss over times, under each schedule's weights, has the enumerated bound as its mean. */
    @ParameterizedTest
    @EnumSource
    void e5e6MonteCarloEstimatesTheEnumeratedBoundUnderEverySchedule(StandardSchedule schedule) {
        GenerativeProcess process = spec(ProcessKind.MASKED, schedule).process(4, K);
        assertAgreesWithEnumeration(process, Estimator.MONTE_CARLO);
    }

    @Test
    void e5ExactCountsEstimateTheEnumeratedBound() {
        assertAgreesWithEnumeration(
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(4, K), Estimator.EXACT_COUNT);
        assertAgreesWithEnumeration(
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(5, K), Estimator.EXACT_COUNT);
    }

    private static void assertAgreesWithEnumeration(GenerativeProcess process, Estimator estimator) {
        List<int[]> documents = documents(2);
        TableDenoiser model = new TableDenoiser(K, 4);
        List<DocumentLikelihood> truth = score(model, process, new LikelihoodSpec(Estimator.ENUMERATION, 1), documents);
        LikelihoodSpec many = new LikelihoodSpec(estimator, 64, 1e-9, 400);
        List<DocumentLikelihood> scores = score(model, process, many, documents);
        for (int d = 0; d < documents.size(); d++) {
            assertThat(scores.get(d).standardError() / LENGTH).isBetween(1e-9, .03);
            assertThat(scores.get(d).nats())
                    .isCloseTo(truth.get(d).nats(), within(3.5 * scores.get(d).standardError()));
        }
    }

    /** The bound over T steps is never below the one in continuous time and goes to it. */
    @Test
    void discreteTimeApproachesContinuousTimeFromAbove() {
        List<int[]> documents = documents(30);
        double[] bounds = new double[2];
        int[] steps = {4, 256};
        for (int i = 0; i < 2; i++) {
            ProcessSpec spec = ProcessSpec.of(
                    ProcessKind.MASKED,
                    4,
                    null,
                    CleanRows.BLOCK_CAUSAL,
                    StandardSchedule.LINEAR,
                    Parameterization.SUBS,
                    steps[i],
                    0);
            bounds[i] = mean(score(spec.process(4, K), new LikelihoodSpec(Estimator.MONTE_CARLO, 256), documents));
        }
        double truth = documents.stream()
                .mapToDouble(document -> -SOURCE.logLikelihood(document))
                .average()
                .orElseThrow();
        assertThat(bounds[0]).isGreaterThan(truth + .5);
        assertThat(bounds[1]).isCloseTo(truth, within(.5));
    }

    @Test
    void noTailIsDropped() {
        List<int[]> documents = documents(3);
        documents.add(SOURCE.draw(7, new Seeds(9).stream("tail")));
        GenerativeProcess process =
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(4, K);
        List<DocumentLikelihood> scores = score(process, new LikelihoodSpec(Estimator.ENUMERATION, 1), documents);
        assertThat(scores).extracting(DocumentLikelihood::tokens).containsExactly(LENGTH, LENGTH, LENGTH, 7);
        assertThat(scores.get(3).nats()).isCloseTo(-SOURCE.logLikelihood(documents.get(3)), within(1e-8));
    }

    @Test
    void scoringTwiceGivesTheSame() {
        List<int[]> documents = documents(4);
        GenerativeProcess process =
                spec(ProcessKind.UNIFORM, StandardSchedule.LINEAR).process(4, K);
        LikelihoodSpec spec = new LikelihoodSpec(Estimator.MONTE_CARLO, 2, .01, 3);
        assertThat(score(process, spec, documents)).isEqualTo(score(process, spec, documents));
    }

    @Test
    void roundsGoOnUntilTheNoiseIsAsSmallAsAsked() {
        List<int[]> documents = documents(20);
        GenerativeProcess process =
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(16, K);
        double asked = .01;
        List<DocumentLikelihood> scores =
                score(process, new LikelihoodSpec(Estimator.EXACT_COUNT, 4, asked, 1000), documents);
        assertThat(Likelihood.noise(scores)).isBetween(asked / 3, asked);
        List<DocumentLikelihood> cut = score(process, new LikelihoodSpec(Estimator.EXACT_COUNT, 4, 1e-9, 2), documents);
        assertThat(Likelihood.noise(cut)).isGreaterThan(asked);
        List<DocumentLikelihood> once = score(process, new LikelihoodSpec(Estimator.EXACT_COUNT, 4), documents);
        assertThat(once).allMatch(score -> Double.isNaN(score.standardError()));
    }

    /** The error that the rounds show is the error that there is. */
    @Tag("slow")
    @Test
    void theStatedErrorIsTheErrorOverManyRepetitions() {
        List<int[]> documents = documents(4);
        GenerativeProcess process =
                spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(8, K);
        List<DocumentLikelihood> truth = score(process, new LikelihoodSpec(Estimator.ENUMERATION, 1), documents);
        LikelihoodSpec spec = new LikelihoodSpec(Estimator.EXACT_COUNT, 2, 1e-9, 40);
        double standardized = 0;
        int repetitions = 200;
        for (int r = 0; r < repetitions; r++) {
            try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
                List<DocumentLikelihood> scores = new Likelihood(process, spec, 16)
                        .score(oracle, documents, new Seeds(100 + r), (d, round) -> {});
                double error = 0;
                for (int d = 0; d < documents.size(); d++) {
                    error += scores.get(d).nats() - truth.get(d).nats();
                }
                double stated = Likelihood.noise(scores) * LENGTH * documents.size();
                standardized += error * error / stated / stated / repetitions;
            }
        }
        assertThat(standardized).as("mean square of error over stated error").isBetween(.75, 1.35);
    }

    @Test
    void e16LogSumExpIsTighterThanJensenAndBothBoundTheMixture() {
        TableDenoiser model = new TableDenoiser(K, 4);
        List<int[]> documents = documents(20);
        List<List<DocumentLikelihood>> scores = new ArrayList<>();
        for (int block : new int[] {1, 2, 4}) {
            GenerativeProcess process =
                    spec(ProcessKind.MASKED, StandardSchedule.LINEAR).process(block, K);
            scores.add(score(model, process, new LikelihoodSpec(Estimator.ENUMERATION, 1), documents));
        }
        MixtureBounds bounds = new MixtureBounds(scores, List.of(.2, .3, .5));
        for (int d = 0; d < documents.size(); d++) {
            double[] nats = {
                scores.get(0).get(d).nats(),
                scores.get(1).get(d).nats(),
                scores.get(2).get(d).nats()
            };
            double exact = -Math.log(.2 * Math.exp(-nats[0]) + .3 * Math.exp(-nats[1]) + .5 * Math.exp(-nats[2]));
            assertThat(bounds.tighter()[d]).isCloseTo(exact, within(1e-9));
            assertThat(bounds.jensen()[d]).isGreaterThanOrEqualTo(bounds.tighter()[d]);
            double cost = bounds.tighter()[d] - Math.min(nats[0], Math.min(nats[1], nats[2]));
            assertThat(cost).isBetween(0.0, -Math.log(.2));
        }
    }

    /** With an exact denoiser every size of a mixture has the true likelihood, and so has the mixture, both ways. */
    @Test
    void e9AMixtureOfExactDenoisersIsTight() {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(Map.of(1, .1, 4, .9)), BlockSizes.Draw.STRATIFIED);
        ProcessSpec mixed = ProcessSpec.of(
                ProcessKind.MASKED,
                0,
                sizes,
                CleanRows.TOKEN_CAUSAL,
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                0);
        List<int[]> documents = documents(3);
        List<List<DocumentLikelihood>> scores = new ArrayList<>();
        for (int size : sizes.shares().keySet()) {
            scores.add(score(mixed.process(size, K), new LikelihoodSpec(Estimator.ENUMERATION, 1), documents));
        }
        MixtureBounds bounds =
                new MixtureBounds(scores, List.copyOf(sizes.shares().values()));
        for (int d = 0; d < documents.size(); d++) {
            double truth = -SOURCE.logLikelihood(documents.get(d));
            assertThat(bounds.jensen()[d]).isCloseTo(truth, within(1e-8));
            assertThat(bounds.tighter()[d]).isCloseTo(truth, within(1e-8));
        }
    }

    private static ProcessSpec spec(ProcessKind kind, StandardSchedule schedule) {
        return spec(kind, schedule, Parameterization.SUBS);
    }

    private static ProcessSpec spec(ProcessKind kind, StandardSchedule schedule, Parameterization output) {
        return ProcessSpec.of(
                kind, 0, null, CleanRows.BLOCK_CAUSAL, schedule, output, 0, kind == ProcessKind.HYBRID ? .2 : 0);
    }

    private static double mean(List<DocumentLikelihood> scores) {
        return scores.stream().mapToDouble(DocumentLikelihood::nats).average().orElseThrow();
    }

    private static double truth(DocumentLikelihood score, List<int[]> documents) {
        return -SOURCE.logLikelihood(documents.get(score.document()));
    }

    private static List<DocumentLikelihood> score(
            GenerativeProcess process, LikelihoodSpec spec, List<int[]> documents) {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            return score(oracle, process, spec, documents);
        }
    }

    private static List<DocumentLikelihood> score(
            Denoiser denoiser, GenerativeProcess process, LikelihoodSpec spec, List<int[]> documents) {
        return new Likelihood(process, spec, 16).score(denoiser, documents, new Seeds(4), (done, round) -> {});
    }

    private static List<int[]> documents(int count) {
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(SOURCE.draw(LENGTH, new Seeds(8).stream("document", i)));
        }
        return documents;
    }
}
