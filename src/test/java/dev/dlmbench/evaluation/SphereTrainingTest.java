package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.SpherePath.Origin;
import dev.dlmbench.process.SphereSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.training.Trainer;
import dev.dlmbench.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small network that learns on points drawn without walking: its bound falls to near the truth, and not below. */
class SphereTrainingTest {
    private static final double NEXT = .9;
    private static final int K = 4;

    /** Each token is followed by the next one nine times of ten, and by any other as often as by another. */
    private static final MarkovSource SOURCE = MarkovSource.of(1, transitions());

    private static final int LENGTH = 16;
    private static final BackboneSpec BACKBONE = new BackboneSpec(2, 32, 2, 16, 0, true);

    @TempDir
    Path folder;

    @Test
    void aTrainedNetworkHasABoundBetweenTheTruthAndThatOfSingleTokens() throws IOException {
        assertLearns(Origin.MASK, TrainingLoss.CROSS_ENTROPY, 150);
    }

    @ParameterizedTest
    @CsvSource({"MIXTURE, CROSS_ENTROPY", "UNIFORM, CROSS_ENTROPY", "UNIFORM, NELBO"})
    @Tag("slow")
    void soHaveThoseOfOtherStartsAndLosses(Origin start, TrainingLoss loss) throws IOException {
        assertLearns(start, loss, 400);
    }

    private void assertLearns(Origin start, TrainingLoss loss, int steps) throws IOException {
        SphereSpec process =
                new SphereSpec(new SpherePath(start, start == Origin.MIXTURE ? .35 : 0, 1e-3, .2, 0, 1, 60));
        ObjectiveSpec objective = new ObjectiveSpec(
                loss, ObjectiveSpec.Sharing.SEQUENCE, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        List<int[]> documents = Arrays.asList(texts(100, new Seeds(9).stream("documents")));
        double truth = -documents.stream().mapToDouble(SOURCE::logLikelihood).sum() / documents.size() / LENGTH;
        try (TorchSession session = TorchSession.start(TestEngine.SPEC)) {
            Trainer.Outcome outcome = new Trainer(
                            BACKBONE,
                            new Objective(process, objective, K, LENGTH),
                            new TrainingSpec(
                                    32L * LENGTH * steps,
                                    32,
                                    1,
                                    1e-2,
                                    5,
                                    TrainingSpec.Schedule.COSINE,
                                    1,
                                    0.98,
                                    0,
                                    1000),
                            new Seeds(1),
                            Optional.empty(),
                            step -> texts(32, new Seeds(2).stream("data", step)),
                            batch -> texts(32, new Seeds(3).stream("validation", batch)))
                    .train(session, folder, (record, planned, speed) -> {});
            try (NetworkDenoiser network =
                    new NetworkDenoiser(new Backbone(session, outcome.weights()), process.cleanRows())) {
                List<DocumentLikelihood> scores = new Likelihood(
                                process.process(LENGTH, K), new LikelihoodSpec(Estimator.MONTE_CARLO, 16), 50)
                        .score(network, documents, new Seeds(4), (done, round) -> {});
                double bound =
                        scores.stream().mapToDouble(DocumentLikelihood::nats).sum() / scores.size() / LENGTH;
                assertThat(bound).isBetween(truth - .03, (truth + Math.log(K)) / 2);
            }
        }
    }

    private static double[][] transitions() {
        double[][] next = new double[K][K];
        for (int token = 0; token < K; token++) {
            Arrays.fill(next[token], (1 - NEXT) / (K - 1));
            next[token][(token + 1) % K] = NEXT;
        }
        return next;
    }

    private static int[][] texts(int count, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(i -> SOURCE.draw(LENGTH, random))
                .toArray(int[][]::new);
    }
}
