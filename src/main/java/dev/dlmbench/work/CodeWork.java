package dev.dlmbench.work;

import dev.dlmbench.compression.SequenceCoder;
import dev.dlmbench.compression.SequenceCoder.Coded;
import dev.dlmbench.compression.SequenceCoder.CodedSequence;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Codes;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Codes the test documents by a model, and decodes them again. */
record CodeWork(ModelCache cache) implements NodeWork {
    private static final double LN_2 = Math.log(2);

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Code) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Code spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        String missing = Codes.missing(model.spec().process(), spec);
        if (!missing.isEmpty()) {
            return absent(missing);
        }
        if (!text.tokenizer().spells()) {
            return absent("ids have no characters");
        }
        List<int[]> documents = text.test();
        List<SequenceCondition> conditions = IntStream.range(0, documents.size())
                .mapToObj(d -> condition(documents.get(d), given(d, model)))
                .toList();
        SequenceCoder coder = model.coder(spec, models.denoiser(ModelRole.MODEL));
        long began = System.nanoTime();
        Coded coded =
                coder.encode(documents, conditions, done -> place.progress("encoding", done, documents.size(), ""));
        double seconds = (System.nanoTime() - began) * 1e-9;
        List<int[]> decoded =
                coder.decode(coded.bytes(), conditions, done -> place.progress("decoding", done, documents.size(), ""));
        for (int d = 0; d < documents.size(); d++) {
            if (!Arrays.equals(documents.get(d), decoded.get(d))) {
                throw new IllegalStateException("document " + d + " is another one once it is decoded");
            }
        }
        keep(place, coded, conditions);
        return new Measured(spec, model, coded, characters(model), conditions).all(seconds);
    }

    private static List<Measurement> absent(String reason) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.measuredBy() == NodeKind.CODE)
                .map(metric -> Measurement.absent(metric, reason))
                .toList();
    }

    private static SequenceCondition condition(int[] document, int given) {
        return new SequenceCondition(Template.of(Arrays.copyOf(document, given)), document.length);
    }

    /** Returns how many tokens at the start of a document are given. */
    private static int given(int document, ModelSource model) {
        return Math.max(model.text().context(document), model.spec().process().predictsFirst() ? 0 : 1);
    }

    /** Returns how many characters begin in what is coded of each document. */
    private static double[] characters(ModelSource model) {
        PreparedText text = model.text();
        return IntStream.range(0, text.test().size())
                .mapToDouble(d -> text.tokenizer()
                        .characterCount(Arrays.stream(text.test().get(d))
                                .skip(given(d, model))
                                .filter(id -> !text.around().contains(id))
                                .toArray()))
                .toArray();
    }

    private static void keep(WorkerContext place, Coded coded, List<SequenceCondition> conditions) throws IOException {
        JsonLines.write(
                place.folder().resolve(NodeFiles.DOCUMENTS),
                IntStream.range(0, conditions.size())
                        .mapToObj(d -> {
                            SequenceCondition asked = conditions.get(d);
                            double nats = coded.sequences().get(d).nats();
                            return new DocumentScore(d, asked.length() - asked.prompt(), nats, 0., nats, nats);
                        })
                        .toList());
    }

    /**
     * What is known of a code.
     *
     * @param characters of each document
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Measured(
            NodeSpec.Code spec, ModelSource model, Coded coded, double[] characters, List<SequenceCondition> asked) {

        List<Measurement> all(double seconds) {
            PooledRate model = rate(sequence -> sequence.nats() / LN_2);
            PooledRate alone = rate(sequence -> (double) Byte.SIZE * sequence.bytesAlone());
            double whole =
                    Byte.SIZE * coded.bytes().length / Arrays.stream(characters).sum();
            Measurement speed = Measurement.of(
                    Metric.CODE_THROUGHPUT,
                    Arrays.stream(characters).sum() / seconds,
                    characters.length,
                    Map.of("side-by-side", Integer.toString(spec.sampling().batch())));
            return List.of(
                    measurement(Metric.CODE_LENGTH, whole, model.standardError() * whole / model.value(), model),
                    measurement(Metric.CODE_LENGTH_ALONE, alone.value(), alone.standardError(), alone),
                    measurement(Metric.CODE_NLL, model.value(), model.standardError(), model),
                    speed);
        }

        private PooledRate rate(ToDoubleFunction<CodedSequence> bits) {
            double[] totals = coded.sequences().stream().mapToDouble(bits).toArray();
            return PooledRate.of(totals, characters, order() == DocumentOrder.RUNNING_TEXT);
        }

        private DocumentOrder order() {
            return Means.order(model.spec().data());
        }

        private Measurement measurement(Metric metric, double value, double error, PooledRate rate) {
            Map<String, String> conditions = Map.of("text", model.text().hash(), "precision", model.precision());
            Map<String, String> details = new LinkedHashMap<>(order().details(rate.degrees()));
            if (spec.blockSize() > 1 || model.spec().process().kind().replaces()) { // else the model's own likelihood
                details.put(Measurement.OF_SAMPLER, SamplerWords.of(spec));
            }
            details.put("bytes", Integer.toString(coded.bytes().length));
            details.put(
                    "tokens",
                    Integer.toString(asked.stream()
                            .mapToInt(each -> each.length() - each.prompt())
                            .sum()));
            details.put(
                    "calls-per-document",
                    Double.toString(coded.sequences().stream()
                            .mapToDouble(each -> each.calls().predicting())
                            .average()
                            .orElseThrow()));
            return Measurement.of(metric, value, Bound.EXACT, characters.length, error, conditions)
                    .detailed(details);
        }
    }
}
