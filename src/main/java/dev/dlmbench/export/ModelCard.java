package dev.dlmbench.export;

import static dev.dlmbench.base.Markdown.cell;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Names;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.results.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The page that tells people what a folder holds: what was trained, on what, by what, and what was measured.
 *
 * @param node the trained model
 * @param model as its family has it
 * @param parameters of the network
 * @param facts that the store knows besides
 */
record ModelCard(TrainedNode node, PretrainedModel model, long parameters, ModelFacts facts) {
    private static final String UNKNOWN = "unknown";

    /** Returns the card of a model. */
    static ModelCard of(TrainedNode node, PretrainedModel model, ModelFacts facts) {
        Weights weights = model.weights();
        return new ModelCard(node, model, Weights.parameters(weights.spec(), weights.vocabulary()), facts);
    }

    /** Returns the page in Markdown, with what Hugging Face reads in front. */
    String text() {
        StringJoiner page = new StringJoiner("\n\n", "", "\n");
        page.add(frontMatter());
        page.add("# " + cell(facts.name()));
        page.add("A language model that dlm-bench trained: " + process() + ". " + opened());
        page.add("## Model").add(table(List.of("what", "value"), network()));
        page.add("## How to use it").add(use());
        page.add("## Measured values").add(measured());
        page.add("## Settings").add(table(List.of("setting", "value"), cells(facts.settings())));
        page.add("## Where it is from").add(table(List.of("what", "value"), origin()));
        return page.toString();
    }

    private String frontMatter() {
        return String.join(
                "\n",
                "---",
                "library_name: dlm-bench",
                "pipeline_tag: text-generation",
                "tags:",
                "- dlm-bench",
                "- " + Names.of(kind()),
                "- " + model.family().id(),
                "---");
    }

    private ProcessKind kind() {
        return node.spec().process().kind();
    }

    private String process() {
        ModelSpec.Train spec = node.spec();
        String noise = kind().inBlocks() ? Names.inWords(kind()) + " diffusion" : "autoregression";
        int sequence = spec.data().sequence();
        if (spec.process().sizes().isPresent()) {
            return noise + " in blocks of "
                    + Names.listed(spec.process().sizes().get().shares().keySet().stream()
                            .map(String::valueOf)
                            .toList())
                    + " tokens";
        }
        return kind().inBlocks() && spec.process().blockSizeIn(sequence) < sequence
                ? noise + " in blocks of " + spec.process().blockSizeIn(sequence) + " tokens"
                : noise + " over sequences of " + sequence + " tokens";
    }

    /** Says which classes know the configuration. */
    private String opened() {
        return switch (model.family()) {
            case MDLM ->
                "`config.json` and the names of the weights are those of MDLM's class for Hugging Face; its two Python"
                        + " files are not in this folder.";
            case BD3_LM, AR ->
                "`config.json` and the names of the weights are those of BD3-LM's class for Hugging Face; its two"
                        + " Python files are not in this folder.";
            case DUO -> "The names of the weights are those of Duo; `config.json` has the settings of its training.";
            case BLOCKGEN ->
                "The names of the weights are those of BlockGen; `config.json` is the section `model` of its settings.";
            default ->
                "No published family has this process: `config.json` is of dlm-bench alone, with the network of MDLM"
                        + " and its names of weights.";
        };
    }

    private Map<String, String> network() {
        ModelSpec.Train spec = node.spec();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("process", process());
        if (spec.process().written().parameterization() == Parameterization.POSTERIOR) {
            rows.put("output", "logits of each token given all that is seen, its own noisy state included");
        }
        rows.put("parameters", Long.toString(parameters));
        rows.put("ids", Integer.toString(model.weights().vocabulary()));
        rows.put("mask id", mask());
        rows.put("sequence", spec.data().sequence() + " tokens");
        rows.put(
                "weights",
                spec.training().ema() > 0
                        ? "the moving average with decay " + spec.training().ema() + ", as they were measured"
                        : "those of the last step, as they were measured");
        rows.put("precision", "weights in float32; computed in " + provenance("precision"));
        rows.put("attention", model.conventions().attention().words());
        rows.put("noise level", spec.backbone().timeConditioning() ? "an input of the network" : "0 whatever the time");
        rows.put("tokenizer", spec.data().tokenizer().kind() + "; `tokenizer.json` has no mask");
        return rows;
    }

    private String mask() {
        int last = model.weights().vocabulary() - 1;
        if (kind() == ProcessKind.UNIFORM) {
            return "none; all ids are tokens";
        }
        if (kind().inBlocks()) {
            return Integer.toString(last);
        }
        return last
                + (node.spec().process().predictsFirst() ? "; the input begins with it" : "; no input has it")
                + ", and logits at a position are of the next token";
    }

    private static String use() {
        return """
                ```python
                from safetensors.torch import load_file
                from tokenizers import Tokenizer

                weights = load_file("model.safetensors")
                ids = Tokenizer.from_file("tokenizer.json").encode("...").ids
                ```""";
    }

    private String measured() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("| metric | value | unit | standard error | n | conditions | what it is |");
        lines.add("|---|---:|---|---:|---:|---|---|");
        for (Measurement measurement : facts.measurements()) {
            Double value = measurement.value();
            Double error = measurement.standardError();
            String shown = value == null ? "none: " + measurement.reason() : Double.toString(value);
            lines.add(row(List.of(
                    measurement.metric().id(),
                    before(measurement.bound()) + shown,
                    measurement.metric().unit(),
                    error == null ? "" : String.format(Locale.ROOT, "%.2g", error),
                    Long.toString(measurement.n()),
                    measurement.conditions().isEmpty()
                            ? ""
                            : measurement.conditions().toString(),
                    measurement.metric().definition())));
        }
        return lines.toString();
    }

    private static String before(Measurement.Bound bound) {
        return switch (bound) {
            case EXACT -> "";
            case UPPER -> "at most ";
            case LOWER -> "at least ";
            case SCORE -> "a score, not a likelihood: ";
        };
    }

    private Map<String, String> origin() {
        ModelSpec.Train spec = node.spec();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("node", node.record().hash());
        rows.put("seed", Long.toString(spec.seed()));
        rows.put("program", provenance("commit") + (provenance("dirty").equals("true") ? ", with changes" : ""));
        rows.put("text", spec.data().corpus().kind());
        rows.put("hash of the text, tokenized and split", provenance("text"));
        if (!spec.contentHash().isEmpty()) {
            rows.put("hash of the files behind the text", spec.contentHash());
        }
        rows.put("start", provenance("start"));
        rows.put("seconds", provenance("seconds"));
        rows.put("device", provenance("device"));
        rows.put("PyTorch", provenance("pytorch"));
        return cells(rows);
    }

    private String provenance(String key) {
        return node.record().provenanceWords().getOrDefault(key, UNKNOWN);
    }

    private static Map<String, String> cells(Map<String, String> rows) {
        Map<String, String> cells = new LinkedHashMap<>();
        rows.forEach((name, value) -> cells.put(cell(name), cell(value)));
        return cells;
    }

    private static String table(List<String> heads, Map<String, String> rows) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("| " + String.join(" | ", heads) + " |").add("|---|---|");
        rows.forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
        return lines.toString();
    }

    private static String row(List<String> cells) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |");
        cells.forEach(words -> row.add(cell(words)));
        return row.toString();
    }
}
