package dev.dlmbench.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.evaluation.SpecWords;
import dev.dlmbench.evaluation.StoredParts;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.task.BooleanSpec;
import dev.dlmbench.task.CountdownSpec;
import dev.dlmbench.task.Gsm8kSpec;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.SudokuSpec;
import dev.dlmbench.task.TaskSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Specs as JSON: one spelling for each value on every Java release, so that equal work has equal addresses. */
public final class SpecJson {
    /** Doubles are written by Jackson itself: the JDK's own shortest digits differ before and after release 19. */
    private static final JsonMapper MAPPER = SpecWords.in(JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build()))
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new StoredParts(true))
            .addModule(new StoredTokenizers())
            .addMixIn(CorpusSpec.class, CorpusKinds.class)
            .addMixIn(TaskSpec.class, TaskKinds.class)
            .addMixIn(ControlSpec.class, ControlKinds.class)
            .addMixIn(BackboneSpec.class, BackboneWords.class)
            .addMixIn(TrainingSpec.class, TrainingWords.class)
            .addMixIn(ObjectiveSpec.class, ObjectiveWords.class)
            .addMixIn(Proposal.class, ProposalWords.class)
            .addMixIn(Stopping.class, StoppingWords.class)
            .addMixIn(NodeSpec.Score.class, ScoreWords.class)
            .addMixIn(DistributionSpec.Mauve.class, MauveWords.class)
            .addMixIn(NodeSpec.Likelihood.class, LikelihoodWords.class)
            .addMixIn(NodeSpec.Decoded.class, DecodedWords.class)
            .addMixIn(ModelSpec.Train.class, TrainWords.class)
            .addMixIn(TrainingLoss.class, TrainingLossWords.class)
            .addMixIn(TextPart.class, TextPartWords.class)
            .build();

    /** The one setting that changes nothing about the outcome. */
    private static final String CHECKPOINT_EVERY = "checkpointEvery";

    /** Where a text or a tokenizer is, which changes nothing either: its content has a hash. */
    private static final List<String> PLACE = List.of("path", "folder");

    /** What the files of a data set are called, too. */
    private static final List<String> PLACES = List.of("path", "folder", "train", "test", "name");

    /** Where the files of examples are. */
    private static final List<String> FILES_OF_EXAMPLES = List.of("train", "trainFolder", "test", "folder");

    /** Where a spec says where a model is. */
    private static final List<String> FROM_OUTSIDE = List.of("/weights", "/script", "/published/evaluator/weights");

    private static final String EXAMPLES = "examples";

    private static final Set<String> ON_DISK = Set.of("file", "ids", DatasetSpec.KIND, EXAMPLES);

    /** The place of a text that was read from an address. */
    private static final String UNKNOWN = "unknown";

    private SpecJson() {}

    /** Returns all that determines the outcome, with sorted keys and no white space. */
    public static String canonical(NodeSpec spec) {
        ObjectNode whole = full(spec);
        if (whole.at("/spec/data/corpus") instanceof ObjectNode corpus) {
            corpus.remove(places(corpus));
        }
        if (whole.at("/spec/data/tokenizer") instanceof ObjectNode tokenizer) {
            tokenizer.remove(PLACE);
        }
        for (String part : FROM_OUTSIDE) {
            if (whole.path("spec").at(part) instanceof ObjectNode files) {
                files.remove(PLACE);
            }
        }
        if (whole.at("/spec/training") instanceof ObjectNode training) {
            training.remove(CHECKPOINT_EVERY);
        }
        return text(sorted(whole));
    }

    private static List<String> places(ObjectNode corpus) {
        return switch (corpus.path("kind").asText()) {
            case DatasetSpec.KIND -> PLACES;
            case EXAMPLES -> FILES_OF_EXAMPLES;
            default -> PLACE;
        };
    }

    /** Returns the kind, the version of its code and the spec, including what does not change the outcome. */
    static ObjectNode full(NodeSpec spec) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("kind", spec.kind().id());
        whole.put("codeVersion", CodeVersions.of(spec.kind()));
        whole.set("spec", MAPPER.valueToTree(spec));
        LaterSettings.leaveOut(whole.path("spec"));
        return whole;
    }

    /**
     * Returns the spec in what {@link #canonical} gave.
     *
     * @throws IllegalArgumentException if it is none, or one of another version of the code
     */
    public static NodeSpec parse(String canonical) {
        try {
            NodeSpec spec = parse(MAPPER.readTree(canonical));
            if (canonical(spec).equals(canonical)) {
                return spec;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the spec of a node", e);
        }
        throw new IllegalArgumentException("the spec of a node of another version");
    }

    /** Returns the spec in what {@link #canonical} or {@link #full} gave, whichever version of the code wrote it. */
    public static NodeSpec parse(JsonNode whole) {
        NodeKind kind = NodeKind.byId(whole.path("kind").asText())
                .orElseThrow(() -> new IllegalArgumentException("not the spec of a node"));
        Class<? extends NodeSpec> type =
                switch (kind) {
                    case DATA -> NodeSpec.Data.class;
                    case TRAIN -> ModelSpec.Train.class;
                    case PRETRAINED -> ModelSpec.Pretrained.class;
                    case TORCHSCRIPT -> ModelSpec.Script.class;
                    case ORACLE -> ModelSpec.Oracle.class;
                    case CONTROL -> ModelSpec.Control.class;
                    case LIKELIHOOD -> NodeSpec.Likelihood.class;
                    case MIXTURE -> NodeSpec.Mixture.class;
                    case WEIGHING -> WeighingSpec.class;
                    case PROFILE -> NodeSpec.Profile.class;
                    case VARIANCE -> NodeSpec.Variance.class;
                    case CODE -> NodeSpec.Code.class;
                    case SAMPLES -> NodeSpec.Samples.class;
                    case SCORE -> NodeSpec.Score.class;
                    case DIVERSITY -> DistributionSpec.Diversity.class;
                    case MAUVE -> DistributionSpec.Mauve.class;
                    case ANSWERS -> NodeSpec.Answers.class;
                    case CHOICES -> NodeSpec.Choices.class;
                    case LATENCY -> NodeSpec.Latency.class;
                };
        try {
            JsonNode spec = whole.path("spec").deepCopy();
            if (!spec.isObject()) {
                throw new IllegalArgumentException("a node of kind " + kind.id() + " has no spec");
            }
            if (spec.path("training") instanceof ObjectNode training && !training.has(CHECKPOINT_EVERY)) {
                training.put(CHECKPOINT_EVERY, 0);
            }
            LaterSettings.putBack(spec);
            if (spec.at("/data/corpus") instanceof ObjectNode corpus
                    && ON_DISK.contains(corpus.path("kind").asText())) {
                places(corpus).stream().filter(key -> !corpus.has(key)).forEach(key -> corpus.put(key, UNKNOWN));
            }
            if (spec.at("/data/tokenizer") instanceof ObjectNode tokenizer) {
                PLACE.stream().filter(key -> !tokenizer.has(key)).forEach(key -> tokenizer.put(key, UNKNOWN));
            }
            for (String part : FROM_OUTSIDE) {
                if (spec.at(part) instanceof ObjectNode files) {
                    PLACE.stream().filter(key -> !files.has(key)).forEach(key -> files.put(key, UNKNOWN));
                }
            }
            return MAPPER.treeToValue(spec, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the spec of a node of kind " + kind.id(), e);
        }
    }

    // Addresses are hashes of these words, so they stay what they were first when the Java names change.

    private interface BackboneWords {
        @JsonProperty("condition")
        int conditioningDim();

        @JsonProperty("timeInput")
        boolean timeConditioning();
    }

    private interface TrainingWords {
        @JsonProperty("microBatches")
        int gradientAccumulation();
    }

    private interface ObjectiveWords {
        @JsonProperty("window")
        Window clip();
    }

    private interface ProposalWords {
        @JsonProperty("nucleus")
        double topP();

        @JsonProperty("nucleusRule")
        Proposal.TopPRule topPRule();
    }

    private interface StoppingWords {
        @JsonProperty("longest")
        int maxLength();
    }

    private interface ScoreWords {
        @JsonProperty("judgeModel")
        @Nullable
        String evaluatorModel();

        @JsonProperty("published")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        KnownEvaluator published();
    }

    private interface MauveWords {
        @JsonProperty("published")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        KnownEvaluator published();
    }

    private interface LikelihoodWords {
        @JsonProperty("sampling")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        SamplingSpec sampling();
    }

    private interface DecodedWords {
        @JsonProperty("companion")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String companion();
    }

    private interface TrainWords {
        @JsonProperty("state")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        StateUse state();
    }

    private enum TrainingLossWords {
        @JsonProperty("bound")
        NELBO
    }

    private enum TextPartWords {
        @JsonProperty("judge")
        EVALUATOR
    }

    private static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + node, e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> sorted.set(name, sorted(node.path(name))));
        return sorted;
    }

    /** The word for each task. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MultiplicationSpec.class, name = "multiplication"),
        @JsonSubTypes.Type(value = BooleanSpec.class, name = "boolean"),
        @JsonSubTypes.Type(value = SudokuSpec.class, name = "sudoku"),
        @JsonSubTypes.Type(value = CountdownSpec.class, name = "countdown"),
        @JsonSubTypes.Type(value = Gsm8kSpec.class, name = "gsm8k")
    })
    private interface TaskKinds {}

    /** The word for each control. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ControlSpec.BackOff.class, name = "back-off"),
        @JsonSubTypes.Type(value = ControlSpec.Shuffled.class, name = "shuffled")
    })
    private interface ControlKinds {}

    /** The word for each corpus. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CorpusSpec.Markov.class, name = "markov"),
        @JsonSubTypes.Type(value = CorpusSpec.Topics.class, name = "topics"),
        @JsonSubTypes.Type(value = CorpusSpec.Stories.class, name = "stories"),
        @JsonSubTypes.Type(value = CorpusSpec.Examples.class, name = "task"),
        @JsonSubTypes.Type(value = CorpusSpec.Named.class, name = "named"),
        @JsonSubTypes.Type(value = CorpusSpec.Ids.class, name = "ids"),
        @JsonSubTypes.Type(value = CorpusSpec.TextFile.class, name = "file"),
        @JsonSubTypes.Type(value = DatasetSpec.class, name = DatasetSpec.KIND),
        @JsonSubTypes.Type(value = ExampleFilesSpec.class, name = EXAMPLES)
    })
    private interface CorpusKinds {}
}
