package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;

/** Section {@code objective}: what training minimises. */
final class ObjectiveSection implements Section<ObjectiveSpec> {
    private final Key<TrainingLoss> loss;
    private final Key<ObjectiveSpec.Sharing> times;
    private final Key<SettingValue.Range> clip;
    private final Key<Boolean> rejectCounts;
    private final Key<Double> auxiliary;
    private final Key<Integer> every;
    private final Key<Integer> batches;
    private final Key<Double> scheduledSampling;
    private final Key<Double> coupledSampling;

    /**
     * Declares the keys.
     *
     * @param point rows that see the whole point, since most keys go with some processes only
     */
    ObjectiveSection(SettingRows<PointSettings> point) {
        SettingRows<ObjectiveSpec> blocks = point.where(
                        settings -> settings.process().kind().inBlocks())
                .section("objective", PointSettings::objective);
        SettingRows<ObjectiveSpec> masked = point.where(settings -> settings.process() instanceof MaskedSpec)
                .section("objective", PointSettings::objective);
        loss = blocks.choice(
                "loss",
                TrainingLoss.class,
                is("nelbo"),
                "what training minimises; scoring always uses the NELBO",
                ObjectiveSpec::loss);
        times = blocks.choice(
                "times",
                ObjectiveSpec.Sharing.class,
                is("block"),
                "one time per block or sequence, or a count of masked tokens per block (ARDM)",
                ObjectiveSpec::times);
        clip = masked.range(
                "clip",
                is("[0.001, 1]"),
                "masked: the rates to draw from; [1, 1] masks always, for blocks of 1",
                ObjectiveSpec::clip);
        rejectCounts = masked.flag(
                "rejectCounts",
                is("false"),
                "masked: whether a block's share of masks must lie in the window too",
                ObjectiveSpec::rejectCounts);
        auxiliary = masked.decimal(
                "auxiliary",
                is("0"),
                "masked: weight of the plain cross-entropy on top of the loss",
                ObjectiveSpec::auxiliary);
        every = masked.integer(
                "search.every",
                is("0"),
                "masked: steps between searches for the window of least variance; 0 means none",
                objective -> objective.search().every());
        batches = point.section("objective", PointSettings::objective)
                .where(objective -> objective.search().every() != 0)
                .integer(
                        "search.batches",
                        is("8"),
                        "masked: batches that each of the 36 windows is measured on",
                        objective -> objective.search().batches());
        scheduledSampling = blocks.decimal(
                "scheduledSampling",
                is("0"),
                "share of sequences, at the end of a linear rise, that are noised from the model's own prediction",
                ObjectiveSpec::scheduledSampling);
        coupledSampling = point.where(settings -> settings.data().examples().multiPass()
                        && settings.process().kind().inBlocks())
                .section("objective", PointSettings::objective)
                .decimal(
                        "coupledSampling",
                        is("0"),
                        "data.corpus.multiPass: share of sequences whose last given thought has noise, too",
                        ObjectiveSpec::coupledSampling);
    }

    @Override
    public ObjectiveSpec read(PointValues values) {
        SettingValue.Range window = values.get(clip);
        int interval = values.get(every);
        return new ObjectiveSpec(
                values.get(loss),
                values.get(times),
                new Window(Math.max(Window.FULL.low(), window.low()), window.high()),
                values.get(rejectCounts),
                values.get(auxiliary),
                interval == 0 ? ObjectiveSpec.Search.NONE : new ObjectiveSpec.Search(interval, values.get(batches)),
                values.get(scheduledSampling),
                values.get(coupledSampling));
    }
}
