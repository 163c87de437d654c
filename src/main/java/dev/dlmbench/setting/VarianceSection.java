package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.training.VarianceSpec;

/** Section {@code variance}: how the variance of losses and gradients is measured. */
final class VarianceSection implements Section<VarianceSpec> {
    private final Key<Integer> batches;

    VarianceSection(SettingRows<VarianceSpec> rows) {
        batches = rows.integer(
                "batches",
                is("16"),
                "batches that variances of losses and gradients are taken over",
                VarianceSpec::batches);
    }

    @Override
    public VarianceSpec read(PointValues values) {
        return new VarianceSpec(values.get(batches));
    }
}
