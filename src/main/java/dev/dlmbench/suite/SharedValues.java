package dev.dlmbench.suite;

import dev.dlmbench.setting.Cell;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.Cell.Swept;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.setting.SettingValue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all experiments of a suite have in common, which the settings of its evaluator default from: an evaluator that
 * followed an experiment or a sweep would be another one at each point, and values under different ones do not compare.
 */
final class SharedValues {
    private static final String TOKENS = "training.tokens";

    private SharedValues() {}

    /**
     * Returns the suite's defaults under its overrides. Where these say nothing about {@code training.tokens}, which
     * has no default, it is the most that any experiment trains on.
     */
    static PointValues of(Layer defaults, Layer ruling, List<Experiment> experiments) {
        Map<String, Located> shared = new LinkedHashMap<>();
        defaults.under(ruling).cells().forEach((key, cell) -> {
            if (cell instanceof Located located) {
                shared.put(key, located);
            }
        });
        if (!shared.containsKey(TOKENS)) {
            experiments.stream()
                    .flatMap(experiment -> Stream.concat(
                            Stream.of(experiment.layer()),
                            experiment.include().stream().map(Experiment.Single::layer)))
                    .flatMap(SharedValues::tokens)
                    .max(Comparator.comparing(
                            tokens -> ((SettingValue.Whole) tokens.value().orElseThrow()).value()))
                    .ifPresent(most -> shared.put(TOKENS, most));
        }
        return new PointValues(shared);
    }

    /** Returns the budgets that {@code layer} names, as far as they could be read. */
    private static Stream<Located> tokens(Layer layer) {
        Cell cell = layer.cells().get(TOKENS);
        Stream<Located> written = cell instanceof Located located
                ? Stream.of(located)
                : cell instanceof Swept swept
                        ? swept.choices().stream()
                                .map(choice -> choice.settings().get(TOKENS))
                        : Stream.empty();
        return written.filter(tokens -> tokens.value().isPresent());
    }
}
