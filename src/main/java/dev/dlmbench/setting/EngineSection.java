package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.engine.EngineSpec;

/** Section {@code engine}: where and how a point computes. */
final class EngineSection implements Section<EngineSpec> {
    private final Key<String> device;
    private final Key<EngineSpec.Precision> precision;
    private final Key<Integer> threads;

    EngineSection(SettingRows<EngineSpec> rows) {
        device = rows.text("device", is("auto"), "auto, cpu, cuda or cuda:<index>", EngineSpec::device);
        precision = rows.choice(
                "precision", EngineSpec.Precision.class, is("auto"), "of the matrix products", EngineSpec::precision);
        threads = rows.integer("threads", is("0"), "CPU threads; 0 means one per core", EngineSpec::threads);
    }

    @Override
    public EngineSpec read(PointValues values) {
        return new EngineSpec(values.get(device), values.get(precision), values.get(threads));
    }
}
