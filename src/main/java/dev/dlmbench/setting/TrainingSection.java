package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.training.TrainingSpec;

/** Sections {@code training} and {@code evaluator.training}: how a network is trained. */
final class TrainingSection implements Section<TrainingSpec> {
    private final Key<Long> tokens;
    private final Key<Integer> batch;
    private final Key<Integer> gradientAccumulation;
    private final Key<Double> learningRate;
    private final Key<Integer> warmup;
    private final Key<TrainingSpec.Schedule> schedule;
    private final Key<Double> clip;
    private final Key<Double> ema;
    private final Key<Double> weightDecay;
    private final Key<Integer> checkpointEvery;

    /**
     * Declares the keys.
     *
     * @param budget where the number of tokens comes from that no suite writes
     */
    TrainingSection(SettingRows<TrainingSpec> rows, Fallback budget) {
        tokens = rows.count("tokens", budget, "tokens to see in all", TrainingSpec::tokens);
        batch = rows.integer("batch", is("32"), "sequences per step", TrainingSpec::batch);
        gradientAccumulation = rows.integer(
                "gradientAccumulation",
                is("1"),
                "parts that a batch's gradient is summed over, each with a block size of its own",
                TrainingSpec::gradientAccumulation);
        learningRate =
                rows.decimal("learningRate", is("0.001"), "of AdamW, after the warm-up", TrainingSpec::learningRate);
        warmup = rows.integer("warmup", is("100"), "steps of linear increase from 0", TrainingSpec::warmup);
        schedule = rows.choice(
                "schedule", TrainingSpec.Schedule.class, is("constant"), "after the warm-up", TrainingSpec::schedule);
        clip = rows.decimal("clip", is("1"), "bound on the gradient's norm; 0 means none", TrainingSpec::clip);
        ema = rows.decimal("ema", is("0.999"), "decay of the averaged weights; 0 means none", TrainingSpec::ema);
        weightDecay = rows.decimal("weightDecay", is("0"), "of AdamW", TrainingSpec::weightDecay);
        checkpointEvery = rows.integer(
                "checkpointEvery",
                is("100"),
                "steps between checkpoints; 0 means at the end",
                TrainingSpec::checkpointEvery);
    }

    @Override
    public TrainingSpec read(PointValues values) {
        return new TrainingSpec(
                values.get(tokens),
                values.get(batch),
                values.get(gradientAccumulation),
                values.get(learningRate),
                values.get(warmup),
                values.get(schedule),
                values.get(clip),
                values.get(ema),
                values.get(weightDecay),
                values.get(checkpointEvery));
    }
}
