package dev.dlmbench.store;

import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.results.WindowVariance;

/** The names of the files in a node's folder. */
public final class NodeFiles {
    /** What determines the node's output. */
    public static final String SPEC = "spec.json";

    /** Where, when and with what it was computed. */
    public static final String PROVENANCE = "provenance.json";

    /** One {@link Measurement} per line. */
    public static final String MEASUREMENTS = "measurements.jsonl";

    /** What the worker wrote. */
    public static final String LOG = "log.txt";

    /** The digest of every other file. */
    public static final String CHECKSUMS = "SHA256SUMS";

    /** Written last; a folder without it is not a node. */
    public static final String STATUS = "STATUS";

    /** One {@link TrainingStep} per line. */
    public static final String TRAINING = "training.jsonl";

    /** One {@link WindowVariance} per line. */
    public static final String WINDOWS = "windows.jsonl";

    /** One {@link DocumentScore} per line. */
    public static final String DOCUMENTS = "documents.jsonl";

    /** One {@link DocumentScore} per line: what bounds the likelihood from the other side. */
    public static final String LOWER = "lower.jsonl";

    /** One {@link Sample} per line. */
    public static final String SAMPLES = "samples.jsonl";

    /** The ids of one {@link Sample} per line. */
    public static final String TOKENS = "tokens.jsonl";

    /** How samples came about, step by step. */
    public static final String TRACES = "traces.jsonl";

    /** One {@link SampleScore} per line. */
    public static final String SCORES = "scores.jsonl";

    /** One {@link Answer} per line. */
    public static final String ANSWERS = "answers.jsonl";

    /** What the shares that are measured on answers or choices are at each example. */
    public static final String EXAMPLES = "examples.jsonl";

    /** One {@link ChosenAnswer} per line. */
    public static final String CHOICES = "choices.jsonl";

    /** Raw times, one {@link DecodingTimes} per line. */
    public static final String LATENCY = "latency.json";

    /** The folder of a model's weights. */
    public static final String CHECKPOINT = "checkpoint";

    /** The weights, within {@link #CHECKPOINT}. */
    public static final String WEIGHTS = "model.safetensors";

    /** The tokenizer as Hugging Face's library has it, within {@link #CHECKPOINT}; nodes of before lack it. */
    public static final String TOKENIZER = "tokenizer.json";

    /** The folder of a training's whole state, within {@link #CHECKPOINT}, where another training goes on from it. */
    public static final String STATE = "state";

    private NodeFiles() {}
}
