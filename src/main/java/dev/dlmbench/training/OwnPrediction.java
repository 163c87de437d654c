package dev.dlmbench.training;

import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.process.ScheduledSampling;
import java.util.Arrays;

/**
 * What a network that is being trained predicts, drawn from where its logits are.
 *
 * @param logits that are closed with it
 */
record OwnPrediction(DecodedLogits logits) implements ScheduledSampling.Prediction {
    /** Temperature 1 and no filter. */
    private static final double[] PLAIN = {1, 0, 0, 1, 1};

    private static final int ANSWERS = 3;

    @Override
    public double[] probabilities(int[] rows, int[] ids) {
        return logits.probabilities(rows, ids, PLAIN);
    }

    @Override
    public int[] draw(int[] rows, double[] uniforms) {
        double[] drawn = logits.draw(rows, uniforms, PLAIN, DecodedLogits.RowMeasure.NONE);
        int[] tokens = new int[rows.length];
        Arrays.setAll(tokens, i -> (int) drawn[ANSWERS * i]);
        return tokens;
    }

    @Override
    public void close() {
        logits.close();
    }
}
