package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.REQUIRED;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.task.TaskKind;
import dev.dlmbench.task.TaskSpec;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import dev.dlmbench.text.ExampleSequenceSpec;
import dev.dlmbench.text.PublishedDataset;
import dev.dlmbench.text.TokenizerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Section {@code data}: the text. Which keys of {@code data.corpus} have a meaning depends on its kind. */
final class DataSection implements Section<DataSpec> {
    private final Key<String> corpus;
    private final MarkovKeys markov;
    private final Key<Long> seed;
    private final Key<String> path;
    private final Key<Integer> vocabulary;
    private final DatasetKeys dataset;
    private final ExampleFileKeys examples;
    private final Key<String> end;
    private final Key<Boolean> multiPass;
    private final Key<Boolean> learnPadding;
    private final Key<Boolean> packed;
    private final TaskKeys task;
    private final Key<String> tokenizer;
    private final Key<String> file;
    private final Key<String> folder;
    private final Key<Integer> size;
    private final Key<Integer> sequence;
    private final Key<Long> tokens;
    private final Key<Integer> documents;

    DataSection(SettingRows<DataSpec> rows) {
        corpus = rows.word(
                "corpus",
                List.copyOf(Corpora.descriptions().keySet()),
                REQUIRED,
                "the text: a word, or a mapping of kind and its keys",
                data -> data.corpus().kind());
        SettingRows<CorpusSpec> sources = rows.section("corpus", DataSpec::corpus);
        markov = new MarkovKeys(sources);
        seed = sources.whole(
                "seed", is("1"), "markov, topics, stories, tasks: seed of the source", DataSection::seedOf);
        path = sources.as(CorpusSpec.OnDisk.class)
                .where(files -> !(files instanceof ExampleFilesSpec))
                .text(
                        "path",
                        Fallback.words("required by kinds file, ids and dataset"),
                        "file: a text in UTF-8; ids, dataset: a folder; relative to the suite's file",
                        CorpusSpec.OnDisk::path);
        vocabulary = sources.as(CorpusSpec.Ids.class)
                .integer(
                        "vocabulary",
                        Fallback.words("required by kind ids"),
                        "ids: how many real tokens there are; the mask comes on top",
                        CorpusSpec.Ids::vocabulary);
        task = new TaskKeys(sources.as(CorpusSpec.Examples.class).part(CorpusSpec.Examples::task));
        SettingRows<CorpusSpec.OnDisk> own = sources.as(CorpusSpec.OnDisk.class);
        Key<String> train = own.text(
                "train",
                Fallback.words("as the set is defined, else none"),
                "dataset: the training files, such as train-*.parquet; jsonl: the file to learn from, relative to the"
                        + " suite's file",
                DataSection::trainOf);
        Key<String> test = own.text(
                "test",
                Fallback.words("as the set is defined, else none; required by kind jsonl"),
                "dataset: the test files; none if they are a part of the training files; jsonl: the file to be tested"
                        + " on",
                DataSection::testOf);
        dataset = new DatasetKeys(sources.as(DatasetSpec.class), train, test);
        examples = new ExampleFileKeys(sources.as(ExampleFilesSpec.class), train, test);
        SettingRows<DataSpec> tasks =
                rows.where(data -> data.corpus().examples().isPresent());
        end = tasks.text(
                "corpus.end",
                Fallback.words("the tokenizer's own"),
                "tasks: the token that ends an answer and fills its sequence up, as text",
                data -> data.examples().end());
        packed = tasks.flag(
                "corpus.packed",
                is("false"),
                "tasks: whether a training sequence holds as many whole examples as have room; each sees those before",
                data -> data.examples().packed());
        multiPass = tasks.flag(
                "corpus.multiPass",
                is("false"),
                "tasks: whether thoughts are written one by one, each behind those before it",
                data -> data.examples().multiPass());
        learnPadding = tasks.flag(
                "corpus.learnPadding",
                is("true"),
                "tasks: whether what fills a sequence up behind its first end is learnt",
                data -> data.examples().learnPadding());
        tokenizer = rows.word(
                "tokenizer",
                TokenizerSpec.kinds(),
                is("char"),
                "how text becomes ids: a word, or a mapping of kind and its keys",
                data -> data.tokenizer().kind());
        SettingRows<TokenizerSpec> encodings = rows.section("tokenizer", DataSpec::tokenizer);
        file = encodings
                .as(TokenizerSpec.OnDisk.class)
                .where(files -> !(files instanceof TokenizerSpec.Gpt2))
                .text(
                        "file",
                        Fallback.words("required by kind huggingface; bert's in the data folder"),
                        "huggingface: a tokenizer.json; bert: a vocab.txt; relative to the suite's file",
                        TokenizerSpec.OnDisk::path);
        folder = encodings
                .as(TokenizerSpec.Gpt2.class)
                .text(
                        "folder",
                        Fallback.words("gpt2's in the data folder"),
                        "gpt2: a folder with encoder.json and vocab.bpe, or vocab.json and merges.txt; relative to the"
                                + " suite's file",
                        TokenizerSpec.Gpt2::path);
        size = encodings
                .as(TokenizerSpec.BytePairs.class)
                .integer(
                        "size",
                        is("1024"),
                        "bpe: how many tokens to learn from the training text, bytes and end of text included",
                        TokenizerSpec.BytePairs::size);
        sequence = rows.integer(
                "sequence", is("128"), "tokens in a training sequence and in a test document", DataSpec::sequence);
        tokens = rows.count(
                "tokens", is("0"), "tokens to learn from; 0 means all there are (files only)", DataSpec::tokens);
        documents = rows.integer(
                "documents",
                is("0"),
                "test documents, spread evenly over the text; 0: all (files only)",
                DataSpec::documents);
    }

    @Override
    public DataSpec read(PointValues values) {
        return new DataSpec(
                source(values),
                encoding(values),
                values.get(sequence),
                values.get(tokens),
                values.get(documents),
                new ExampleSequenceSpec(
                        values.written(end).orElse(""),
                        values.get(packed),
                        values.get(multiPass),
                        values.get(learnPadding)));
    }

    private CorpusSpec source(PointValues values) {
        String folder = values.folder(path);
        String kind = values.get(corpus);
        Optional<TaskKind> known = CorpusSpec.Examples.kind(kind);
        if (known.isPresent()) {
            return new CorpusSpec.Examples(task.read(values, known.get(), values.get(seed)));
        }
        return switch (kind) {
            case "markov" -> markov.markov(values, values.get(seed));
            case "topics" -> markov.topics(values, values.get(seed));
            case "stories" -> new CorpusSpec.Stories(values.get(seed));
            case "ids" -> new CorpusSpec.Ids(values.get(path), folder, values.get(vocabulary));
            case "jsonl" -> examples.read(values, values.get(seed));
            case "file" -> new CorpusSpec.TextFile(values.get(path), folder);
            default ->
                kind.equals(DatasetSpec.KIND) || PublishedDataset.named(kind).isPresent()
                        ? dataset.read(values, kind, values.written(path).orElse(""), folder)
                        : new CorpusSpec.Named(kind);
        };
    }

    private TokenizerSpec encoding(PointValues values) {
        String kind = values.get(tokenizer);
        return switch (kind) {
            case TokenizerSpec.HuggingFace.KIND -> new TokenizerSpec.HuggingFace(values.get(file), values.folder(file));
            case TokenizerSpec.Gpt2.KIND ->
                new TokenizerSpec.Gpt2(values.written(folder).orElse(""), values.folder(folder));
            case TokenizerSpec.Bert.KIND ->
                new TokenizerSpec.Bert(values.written(file).orElse(""), values.folder(file));
            case TokenizerSpec.BytePairs.KIND -> new TokenizerSpec.BytePairs(values.get(size));
            default -> DataSpec.TokenizerKind.valueOf(kind.toUpperCase(Locale.ROOT));
        };
    }

    private static Optional<String> trainOf(CorpusSpec.OnDisk source) {
        return source instanceof ExampleFilesSpec files
                ? Optional.of(files.train())
                : Optional.of(source).filter(DatasetSpec.class::isInstance).map(set -> ((DatasetSpec) set).train());
    }

    private static Optional<String> testOf(CorpusSpec.OnDisk source) {
        return source instanceof ExampleFilesSpec files
                ? Optional.of(files.test())
                : Optional.of(source).filter(DatasetSpec.class::isInstance).map(set -> ((DatasetSpec) set).test());
    }

    private static Optional<Long> seedOf(CorpusSpec source) {
        if (source instanceof CorpusSpec.Stories stories) {
            return Optional.of(stories.seed());
        }
        if (source.examples().isPresent()) {
            return source.examples().map(TaskSpec::seed);
        }
        if (source instanceof CorpusSpec.Topics topics) {
            return Optional.of(topics.seed());
        }
        return source instanceof CorpusSpec.Markov chain ? Optional.of(chain.seed()) : Optional.empty();
    }
}
