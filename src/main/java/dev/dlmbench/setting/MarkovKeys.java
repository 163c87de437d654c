package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.text.CorpusSpec;
import java.util.Optional;
import java.util.function.Function;

/** The keys of {@code data.corpus} that make Markov sources: one of letters, or one for each of several classes. */
final class MarkovKeys {
    private final Key<Integer> order;
    private final Key<Integer> symbols;
    private final Key<Double> concentration;
    private final Key<Integer> classes;
    private final Key<Double> contrast;
    private final Key<Double> unlabelled;
    private final Key<Boolean> learnLabels;

    /** Declares the keys. */
    MarkovKeys(SettingRows<CorpusSpec> sources) {
        order = sources.integer(
                "order",
                is("2"),
                "markov, topics: how many tokens the next one depends on",
                of(CorpusSpec.Markov::order, CorpusSpec.Topics::order));
        symbols = sources.integer(
                "symbols",
                is("12"),
                "markov, topics: how many letters there are",
                of(CorpusSpec.Markov::symbols, CorpusSpec.Topics::symbols));
        concentration = sources.decimal(
                "concentration",
                is("0.3"),
                "markov, topics: of the transitions; small is predictable",
                of(CorpusSpec.Markov::concentration, CorpusSpec.Topics::concentration));
        SettingRows<CorpusSpec.Topics> topics = sources.as(CorpusSpec.Topics.class);
        classes = topics.integer("classes", is("4"), "topics: how many classes there are", CorpusSpec.Topics::classes);
        contrast = topics.decimal(
                "contrast",
                is("0.3"),
                "topics: how much of its transitions a class has for itself; the rest is common to all",
                CorpusSpec.Topics::contrast);
        unlabelled = topics.decimal(
                "unlabelled",
                is("0.1"),
                "topics: share of documents whose label says nothing, from which a network learns the law of all classes",
                CorpusSpec.Topics::unlabelled);
        learnLabels = topics.flag(
                "learnLabels",
                is("false"),
                "topics: whether labels are learnt and measured as any other token, as a classifier needs; else they are"
                        + " given",
                CorpusSpec.Topics::learnLabels);
    }

    private static <V> Function<CorpusSpec, Optional<V>> of(
            Function<CorpusSpec.Markov, V> markov, Function<CorpusSpec.Topics, V> topics) {
        return corpus -> corpus instanceof CorpusSpec.Markov source
                ? Optional.of(markov.apply(source))
                : Optional.of(corpus)
                        .filter(CorpusSpec.Topics.class::isInstance)
                        .map(source -> topics.apply((CorpusSpec.Topics) source));
    }

    CorpusSpec.Markov markov(PointValues values, long seed) {
        return new CorpusSpec.Markov(values.get(order), values.get(symbols), values.get(concentration), seed);
    }

    CorpusSpec.Topics topics(PointValues values, long seed) {
        return new CorpusSpec.Topics(
                values.get(classes),
                values.get(order),
                values.get(symbols),
                values.get(concentration),
                values.get(contrast),
                values.get(unlabelled),
                values.get(learnLabels),
                seed);
    }
}
