package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.backbone.BackboneSpec;

/** Sections {@code backbone} and {@code evaluator.backbone}: the network. */
final class BackboneSection implements Section<BackboneSpec> {
    private final Key<Integer> layers;
    private final Key<Integer> width;
    private final Key<Integer> heads;
    private final Key<Integer> conditioningDim;
    private final Key<Double> dropout;
    private final Key<Boolean> timeConditioning;

    BackboneSection(SettingRows<BackboneSpec> rows) {
        layers = rows.integer("layers", is("4"), "blocks of attention and MLP", BackboneSpec::layers);
        width = rows.integer("width", is("128"), "width of the residual stream", BackboneSpec::width);
        heads = rows.integer("heads", is("4"), "attention heads", BackboneSpec::heads);
        conditioningDim = rows.integer(
                "conditioningDim", is("128"), "width of the conditioning vector", BackboneSpec::conditioningDim);
        dropout = rows.decimal("dropout", is("0"), "share dropped while training", BackboneSpec::dropout);
        timeConditioning = rows.flag(
                "timeConditioning",
                is("false"),
                "whether the network sees the noise level",
                BackboneSpec::timeConditioning);
    }

    @Override
    public BackboneSpec read(PointValues values) {
        return new BackboneSpec(
                values.get(layers),
                values.get(width),
                values.get(heads),
                values.get(conditioningDim),
                values.get(dropout),
                values.get(timeConditioning));
    }
}
