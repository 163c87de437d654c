package dev.dlmbench.training;

import dev.dlmbench.process.Distribution;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.ScheduledSampling;

/**
 * What a network that is being trained predicts, drawn from where its logits are.
 *
 * @param logits that are closed with it
 */
record OwnPrediction(HeldLogits logits) implements ScheduledSampling.Prediction {
    private static final Distribution UNFILTERED = new Distribution(1, 0, 0, 1, true);

    @Override
    public double[] probabilities(int[] rows, int[] ids) {
        return logits.probabilities(UNFILTERED, rows, ids);
    }

    @Override
    public void subtract(int[] ids, double[] amounts) {
        logits.minus(ids, amounts);
    }

    @Override
    public int[] draw(int[] rows, double[] uniforms) {
        return logits.draw(UNFILTERED, rows, uniforms, HeldLogits.Measure.NONE).tokens();
    }

    @Override
    public void close() {
        logits.close();
    }
}
