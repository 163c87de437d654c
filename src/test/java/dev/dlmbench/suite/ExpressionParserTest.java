package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Source;
import dev.dlmbench.yaml.YamlNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The point asked about is masked diffusion on 128 tokens in blocks of 16 with 8 steps each, without time input. */
class ExpressionParserTest {
    private static final Source SOURCE = new Source("formula", 0, "", true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.sequence == 128",
                "data.sequence % process.blockSize == 0",
                "1 + 2 * 3 == 7",
                "(1 + 2) * 3 == 9",
                "8 - 4 - 2 == 2",
                "16 / 4 / 2 == 2",
                "7 % 4 == 3",
                "-2 + 3 == 1",
                "2 - -3 == 5",
                "1 / 4 == 0.25",
                "3e2 == 300",
                "2M == 2000 * 1k",
                "2m == 2000 * 1K and 1.5B == 1500 * 1m and 1.5g == 1.5G",
                "0 == -0",
                "1 < 2 or 4 % data.documents == 0", // the right side is not asked
                "not 1 > 2 and 3 >= 3",
                "!(1 > 2 || 2 > 3) && 1 <= 1",
                "1 > 2 and 1 > 2 or 1 < 2", // and binds tighter than or
                "not 1 > 2 or 1 < 2",
                "process.kind == 'masked' and process.kind != \"uniform\"",
                "backbone.timeConditioning == false and not backbone.timeConditioning",
                "sampling.stepsPerBlock < process.blockSize",
                "sampling.steps == 64",
                "data.corpus.kind == data.corpus",
                "training.learningRate == 1e-3",
                "evaluator.backbone.width == backbone.width",
                "evaluator.kind == 'model'",
            })
    void holds(String formula) {
        assertThat(ask(formula)).contains(true);
        assertThat(ask("not (" + formula + ")")).contains(false);
    }

    @Test
    void aPointOfAutoregressionHasBlocksAndStepsOfOne() {
        PointValues values = new PointValues(Map.of("process.kind", value(new SettingValue.Text("autoregressive"))));

        assertThat(values.find("process.blockSize")).contains(new SettingValue.Whole(1));
        assertThat(values.find("sampling.stepsPerBlock")).contains(new SettingValue.Whole(1));
        assertThat(values.find("sampling.steps")).contains(new SettingValue.Whole(128));
    }

    @Test
    void aPointWithoutBlockSizeHasOneBlockWithAStepPerToken() {
        PointValues values = new PointValues(Map.of("process.kind", value(new SettingValue.Text("masked"))));

        assertThat(values.find("process.blockSize")).contains(new SettingValue.Whole(128));
        assertThat(values.find("sampling.stepsPerBlock")).contains(new SettingValue.Whole(128));
    }

    @Test
    void parenthesesWithoutEndAreStopped() {
        Diagnostics diagnostics = new Diagnostics();

        assertThat(ExpressionParser.parse(scalar("(".repeat(1500)), diagnostics))
                .isEmpty();
        assertThat(diagnostics.isEmpty()).isFalse();
    }

    private static Optional<Boolean> ask(String formula) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Condition> condition = ExpressionParser.parse(scalar(formula), diagnostics);
        diagnostics.rejectIfAny();
        return condition.map(asked -> asked.truth().value().test(point()));
    }

    private static YamlNode.Scalar scalar(String formula) {
        return new YamlNode.Scalar(SOURCE.start(), formula, true, true);
    }

    private static PointValues point() {
        return new PointValues(Map.of(
                "process.kind", value(new SettingValue.Text("masked")),
                "process.blockSize", value(new SettingValue.Whole(16)),
                "sampling.stepsPerBlock", value(new SettingValue.Whole(8)),
                "data.corpus", value(new SettingValue.Text("tinyshakespeare"))));
    }

    private static Located value(SettingValue value) {
        return new Located(SOURCE.start(), Optional.of(value));
    }
}
