package dev.dlmbench.suite;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problem;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the examples in files of the user's own, each once, so that what is wrong with them is known from the start.
 */
final class ExampleFileChecks {
    private final Map<DataSpec, Optional<Problem>> checked = new HashMap<>();

    /** Returns what is wrong with the examples of a point; nothing for other texts. */
    Optional<Problem> check(PointSettings settings) {
        if (!(settings.data().corpus() instanceof ExampleFilesSpec files)) {
            return Optional.empty();
        }
        if (files.train().isEmpty() && settings.trained()) {
            return Optional.of(new Problem(
                    "data.corpus.train", "is missing: a model is trained, and corpus jsonl has nothing to learn from"));
        }
        return checked.computeIfAbsent(settings.data(), ExampleFileChecks::read);
    }

    private static Optional<Problem> read(DataSpec data) {
        try {
            Corpora.checkOwnExamples(data);
            return Optional.empty();
        } catch (InvalidSettingException e) {
            return Optional.of(new Problem("data.corpus", "cannot be used: " + e.getMessage()));
        }
    }
}
