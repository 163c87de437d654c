package dev.dlmbench.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.BlockLosses;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * How much the loss of a training batch and its gradient vary with the text and the noise drawn, at fixed weights.
 *
 * @param weights of the model
 * @param objective that they are trained by
 * @param batches how many
 * @param text (B, n) tokens of a batch, by its number
 * @param seeds of the noise
 */
public record Variances(Weights weights, Objective objective, int batches, LongFunction<int[][]> text, Seeds seeds) {

    /**
     * Returns the variance of the blocks' mean losses within a batch, unbiased, mean over batches, for each window; on
     * the same text and random numbers for all.
     */
    public List<Double> ofBlocks(TorchSession session, int size, List<Window> windows) {
        Blocks blocks = new Blocks(size, objective.process().cleanRows());
        List<Double> variances = new ArrayList<>();
        try (Backbone backbone = new Backbone(session, weights)) {
            for (Window window : windows) {
                double sum = 0;
                for (int batch = 0; batch < batches; batch++) {
                    double[] losses = backbone.losses(inputs(batch, size, window));
                    sum += BlockLosses.variance(losses, blocks, objective.sequence());
                }
                variances.add(sum / batches);
            }
        }
        return variances;
    }

    /**
     * Returns {@code 1 / (M - 1) sum_m |g_m - mean g|^2} over the flattened gradients g of M batches (BD3-LM, arXiv
     * 2503.09573, equation 10).
     */
    public double ofGradient(TorchSession session, int size, Window window) {
        double squares = 0;
        double[][] sums = weights.values().stream()
                .map(values -> new double[values.length])
                .toArray(double[][]::new);
        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, weights.spec(), 0)) {
            TrainingState.fresh(manager, weights).bind(manager, program);
            for (int batch = 0; batch < batches; batch++) {
                try (NDManager scope = manager.newSubManager()) {
                    NDList seen = program.learn(
                            scope, "gradient", inputs(batch, size, window).arrays(scope));
                    for (int w = 0; w < sums.length; w++) {
                        float[] gradient = seen.get(w + 1).toFloatArray();
                        for (int i = 0; i < gradient.length; i++) {
                            sums[w][i] += gradient[i];
                            squares += (double) gradient[i] * gradient[i];
                        }
                    }
                }
            }
        }
        double squaredSum = 0;
        for (double[] sum : sums) {
            for (double value : sum) {
                squaredSum += value * value;
            }
        }
        return (squares - squaredSum / batches) / (batches - 1);
    }

    private LossInputs inputs(int batch, int size, Window window) {
        return objective.draw(text.apply(batch), size, window, seeds.stream("variance", batch));
    }
}
