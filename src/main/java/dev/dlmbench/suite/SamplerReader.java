package dev.dlmbench.suite;

import dev.dlmbench.base.Names;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.setting.Cell;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.ExecutorReader;
import dev.dlmbench.setting.PointBuilder;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.SuiteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads a sampler from settings on the command line, for a model that is there, by the names that suites have. */
public final class SamplerReader {
    private static final String SECTION = "sampling.";

    /** One token after another, where nothing else is said. */
    private static final List<String> USUAL = List.of(SECTION + "plan=naive", SECTION + "selector.kind=left-to-right");

    private SamplerReader() {}

    /**
     * Returns the sampler.
     *
     * @param settings as {@code key=value}, a later one over an earlier one; what they leave out is drawn token by
     *     token from the left, unless they name a sampler
     * @param kind of the model's process
     * @param block S, in tokens; 0 for autoregression
     * @param sequence n, tokens
     * @throws SuiteException if a setting is wrong, or none of a sampler, with all that is
     */
    public static SamplingSpec read(List<String> settings, ProcessKind kind, int block, int sequence) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            return read(settings, kind, block, sequence, diagnostics);
        } catch (Diagnostics.Enough e) {
            throw diagnostics.rejection();
        }
    }

    private static SamplingSpec read(
            List<String> settings, ProcessKind kind, int block, int sequence, Diagnostics diagnostics) {
        Overrides overrides = new Overrides(diagnostics, new ExecutorReader(diagnostics));
        Layer said = overrides.read(settings);
        said.cells().forEach((key, cell) -> check(key, cell, diagnostics));
        List<String> known = new ArrayList<>(List.of("process.kind=" + Names.of(kind), "data.sequence=" + sequence));
        if (kind.inBlocks()) {
            known.add("process.blockSize=" + block);
        }
        if (!said.cells().containsKey(SECTION + "sampler")) {
            known.addAll(USUAL);
        }
        Map<String, Located> values = new LinkedHashMap<>();
        overrides.read(known).under(said).cells().forEach((key, cell) -> {
            if (cell instanceof Located located) {
                values.put(key, located);
            }
        });
        diagnostics.rejectIfAny();
        Position model = Objects.requireNonNull(values.get("process.kind")).at();
        PointBuilder builder = new PointBuilder(new PointValues(values));
        Optional<SamplingSpec> sampling = builder.sampling();
        builder.problems().forEach(problem -> {
            Position at = Optional.ofNullable(values.get(problem.key()))
                    .map(Located::at)
                    .orElse(model);
            diagnostics.report(at, problem.toString());
        });
        diagnostics.rejectIfAny();
        return sampling.orElseThrow();
    }

    private static void check(String key, Cell cell, Diagnostics diagnostics) {
        if (!key.startsWith(SECTION)) {
            diagnostics.report(cell.at(), key + " is the model's own; here settings of section sampling count");
        } else if (!(cell instanceof Located)) {
            diagnostics.report(cell.at(), key + " must have one value");
        }
    }
}
