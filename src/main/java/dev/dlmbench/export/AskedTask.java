package dev.dlmbench.export;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.task.TaskSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node in which a model was asked the examples of a task, and the task.
 *
 * @param record of the node
 * @param spec of the node
 * @param task that was asked
 */
public record AskedTask(NodeRecord record, NodeSpec.Measured spec, Task task) {
    /**
     * Reads a node.
     *
     * @param data where the files of tasks lie
     * @param places of examples in files of their owner, as {@link UserFiles#places} gives them
     * @return nothing if it is not computed
     * @throws InvalidSettingException if the task's files are missing, or are no longer those that were asked
     */
    public static Optional<AskedTask> read(ResultStore store, String hash, DataFolder data, Map<String, String> places)
            throws IOException {
        Optional<NodeRecord> record = store.read(hash);
        if (record.isEmpty()) {
            return Optional.empty();
        }
        NodeSpec.Measured spec = (NodeSpec.Measured) parsed(record.get());
        NodeRecord model = store.read(spec.model())
                .orElseThrow(() -> new InvalidSettingException(
                        "node " + hash + " is there, but its model " + spec.model() + " is not"));
        if (!(UserFiles.found(parsed(model), places) instanceof NodeSpec.OfText asked)) {
            throw new IOException(model.folder() + ": is no model of a text");
        }
        CorpusSpec corpus = asked.data().corpus();
        if (corpus instanceof CorpusSpec.OnDisk && !places.containsKey(asked.contentHash())) {
            throw new InvalidSettingException("node " + hash + " was asked the examples of a file, which only its suite"
                    + " knows the place of: name the suite by its file, and have the examples there as they were");
        }
        TaskSpec examples =
                corpus.examples().orElseThrow(() -> new IOException(model.folder() + ": is no model of a task"));
        Task task = examples.open(data.path());
        if (record.get().measurements().stream().noneMatch(measurement -> asked(task, measurement))) {
            throw new InvalidSettingException("node " + hash + ": the examples of " + task.name()
                    + " are no longer those that were asked; its files changed, or the program that makes them");
        }
        return Optional.of(new AskedTask(record.get(), spec, task));
    }

    /** Returns whether a value says that it is of a task, be it that its definition depends on that or not. */
    private static boolean asked(Task task, Measurement measurement) {
        return Stream.of(measurement.conditions(), measurement.details())
                .anyMatch(facts -> facts.containsValue(task.contentHash()));
    }

    private static NodeSpec parsed(NodeRecord record) throws IOException {
        try {
            return SpecJson.parse(record.spec());
        } catch (IllegalArgumentException e) {
            throw new IOException(record.folder() + ": " + e.getMessage(), e);
        }
    }

    /** Returns the examples by what they are called. */
    Map<String, Example> examples() {
        Map<String, Example> examples = new HashMap<>();
        task.test().forEach(example -> examples.put(example.id(), example));
        return examples;
    }

    /** Returns the example of one answer. */
    static Example example(Map<String, Example> examples, String id) throws IOException {
        Example example = examples.get(id);
        if (example == null) {
            throw new IOException("an answer is to the example " + id + ", which the task does not have");
        }
        return example;
    }

    /** Returns the example as a document of a data set; every document has all fields. */
    static Map<String, Object> document(Example example) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", example.id());
        document.put("question", example.prompt());
        document.put("thoughts", example.thoughts());
        document.put("answer", example.answer());
        document.put("options", example.choices());
        document.put("difficulty", example.difficulty());
        return document;
    }

    /** Returns how many examples the task has to be tested on. */
    int examplesInAll() {
        return task.test().size();
    }
}
