package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.sampling.EarlyEnd;

/** Section {@code sampling.early}: when a block is done before its last step. */
final class EarlySection implements Section<EarlyEnd> {
    private final Key<Integer> steps;
    private final Key<Double> entropy;

    /** Declares the keys. */
    EarlySection(SettingRows<EarlyEnd> ofBlocks) {
        steps = ofBlocks.integer(
                "steps",
                is(Integer.toString(EarlyEnd.NEVER.steps())),
                "a block ends with its most probable tokens once they have stayed the same for so many predictions and are"
                        + " nearly certain; 0: never",
                EarlyEnd::steps);
        entropy = ofBlocks.where(EarlyEnd::ever)
                .decimal(
                        "entropy",
                        is(Double.toString(EarlyEnd.ENTROPY)),
                        "nearly certain: less than so many nats for each token of the block",
                        EarlyEnd::entropy);
    }

    @Override
    public EarlyEnd read(PointValues values) {
        return values.get(steps) == 0 ? EarlyEnd.NEVER : new EarlyEnd(values.get(steps), values.get(entropy));
    }
}
