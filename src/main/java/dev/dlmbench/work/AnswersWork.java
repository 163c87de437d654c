package dev.dlmbench.work;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.ExampleTokens;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Has a model answer the examples of a task's test set: asks, judges what it says, and measures. */
record AnswersWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Answers) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Answers spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        Task task =
                text.task().orElseThrow(() -> new InvalidSettingException("data.corpus has no answers; name a task"));
        List<Example> examples = task.test().subList(0, text.test().size());
        Seeds seeds = new Seeds(spec.seed()).child("answers");
        Judging judging = new Judging(text.examples().orElseThrow().tokens());
        Asking asking = asking(spec, models, model);
        List<List<Output>> outputs = asking.outputs(examples, seeds, place);
        List<Answered> answered = outputs.stream()
                .map(own -> new Answered(own.stream().map(judging::answer).toList()))
                .toList();
        JsonLines.write(
                place.folder().resolve(NodeFiles.ANSWERS),
                answered.stream().flatMap(example -> example.answers().stream()).toList());
        List<int[]> recorded = examples.stream()
                .limit(spec.sampling().traces())
                .map(example -> asking.tokens().row(example).prompt())
                .toList();
        if (!recorded.isEmpty()) {
            JsonLines.write(
                    place.folder().resolve(NodeFiles.TRACES), TraceLines.answers(recorded, outputs, text.tokenizer()));
        }
        Shares shares = new Shares(answered, asked(task, examples), task.contentHash());
        List<Measurement> measured = measured(shares, spec.sampling().votes());
        JsonLines.write(place.folder().resolve(NodeFiles.EXAMPLES), shares.scores());
        text.examples().orElseThrow().facts().forEach(place::provenance);
        return measured;
    }

    /**
     * Returns a hash of what is asked, and what is right: not of how it is written or learned, since answers with steps
     * and without are to be compared.
     */
    private static String asked(Task task, List<Example> examples) {
        StringBuilder words = new StringBuilder(task.name());
        for (Example example : examples) {
            for (String part : List.of(example.id(), example.prompt(), example.answer())) {
                words.append('\0').append(part);
            }
        }
        return Hashes.of(words.toString());
    }

    private static Asking asking(NodeSpec.Answers spec, Models models, ModelSource model) throws IOException {
        ExampleTokens tokens = model.text().examples().orElseThrow().tokens();
        SamplingSpec sampling = spec.sampling();
        Writing pass = onePass(spec, models, model);
        Writing writing = model.spec().data().examples().multiPass()
                ? new ManyPasses(pass, tokens, model.sequence(), sampling.passes())
                : pass;
        return new Asking(tokens, writing, sampling.batch(), sampling.votes());
    }

    /** Returns a sampler that stops where an answer ends. */
    private static OnePass onePass(NodeSpec.Answers spec, Models models, ModelSource model) throws IOException {
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        SamplingSpec sampling = spec.sampling().with(spec.sampling().stopping().atEndOfAnswer());
        Sampler sampler = new Sampler(
                model.process(spec.blockSize()),
                sampling,
                model.answerSetup(sampling, model.losses(spec.blockSize(), sampling, denoiser)),
                models.companion());
        return new OnePass(sampler, denoiser, model.sequence());
    }

    private static List<Measurement> measured(Shares shares, int votes) {
        List<Measurement> measured = new ArrayList<>(List.of(
                shares.share(Metric.ACCURACY, Answered::right),
                shares.share(Metric.MALFORMED, Answered::silent),
                shares.rateAsWritten(Metric.TOKEN_ACCURACY, Answered::matching, Answered::targets),
                shares.mean(Metric.ANSWER_NFE, answer -> (double) answer.calls()),
                shares.rate(Metric.TOKENS_PER_CALL, Answered::tokens, Answered::calls)));
        for (int k : numbers(votes)) {
            measured.add(shares.share(Metric.MAJ_AT_K, k, example -> example.majority(k)));
            measured.add(shares.share(Metric.PASS_AT_K, k, example -> example.passes(k)));
        }
        return measured;
    }

    /** Returns the numbers of answers that are looked at together: powers of two and all; one is no vote. */
    static List<Integer> numbers(int votes) {
        return IntStream.rangeClosed(2, votes)
                .filter(k -> k == votes || Integer.bitCount(k) == 1)
                .boxed()
                .toList();
    }
}
