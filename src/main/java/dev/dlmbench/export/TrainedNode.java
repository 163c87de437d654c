package dev.dlmbench.export;

import dev.dlmbench.backbone.SafetensorsFile;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model that was trained into a store.
 *
 * @param record of its node
 * @param spec what was trained
 */
public record TrainedNode(NodeRecord record, ModelSpec.Train spec) {
    private static final int SHOWN = 12;

    /**
     * Finds the model at an address.
     *
     * @param name of the model in messages
     * @throws InvalidSettingException if it is not in the store, or no network that was trained
     */
    public static TrainedNode read(ResultStore store, String hash, String name) throws IOException {
        NodeRecord record = store.read(hash)
                .orElseThrow(() -> new InvalidSettingException(name + " is not trained yet; dlm run trains it"));
        NodeSpec spec;
        try {
            spec = SpecJson.parse(record.spec());
        } catch (IllegalArgumentException e) {
            throw new IOException(record.folder() + ": " + e.getMessage(), e);
        }
        if (spec instanceof ModelSpec.Train train) {
            return new TrainedNode(record, train);
        }
        throw new InvalidSettingException(name + " is no network that was trained here: its node is of kind "
                + spec.kind().id());
    }

    /** Returns the beginning of its address. */
    public String address() {
        return record.hash().substring(0, SHOWN);
    }

    /**
     * Reads the weights that are measured.
     *
     * @throws InvalidSettingException if they were not kept, or are damaged
     */
    public Weights weights() throws IOException {
        Path file = record.folder().resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException("node " + address() + " has no weights any more: there is no " + file);
        }
        String embedding = spec.backbone()
                .network()
                .layout(spec.backbone(), 1)
                .weights()
                .get(0)
                .name();
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            long[] shape = opened.names().contains(embedding) ? opened.shape(embedding) : new long[0];
            if (shape.length != 2) {
                throw new InvalidSettingException(file + " has no weight " + embedding + " with a row for each id");
            }
            return Weights.read(file, spec.backbone(), Math.toIntExact(shape[0]));
        }
    }

    /**
     * Returns the tokenizer in the format of Hugging Face's library. Nodes of before it was kept with the weights have
     * it from their text.
     *
     * @throws InvalidSettingException if it was not kept and the text is not there
     */
    public String tokenizer(DataFolder folder) throws IOException {
        Path kept = record.folder().resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.TOKENIZER);
        if (Files.isRegularFile(kept)) {
            return Files.readString(kept);
        }
        try {
            return Corpora.prepare(spec.data(), folder).tokenizer().json();
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(
                    "node " + address() + " was trained before tokenizers were kept with the weights, and its text"
                            + " cannot be read again: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads what every step of the training said.
     *
     * @throws InvalidSettingException if it was not kept
     */
    public List<TrainingStep> history() throws IOException {
        Path file = record.folder().resolve(NodeFiles.TRAINING);
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(
                    "node " + address() + " has no curve of its training: there is no " + file);
        }
        return JsonLines.read(file, TrainingStep.class);
    }
}
