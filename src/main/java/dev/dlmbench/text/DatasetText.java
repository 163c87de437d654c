package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The text of a data set: tokenized once into files, which are mapped into memory. Neither the text nor its ids ever
 * lie in memory as a whole.
 *
 * @param spec the text of the experiment
 * @param dataset its corpus
 * @param folder where its files are, and where ids are kept
 * @param progress hears how far the preparation is
 * @param batch how much text is tokenized at once, in bytes or characters
 */
record DatasetText(DataSpec spec, DatasetSpec dataset, DataFolder folder, TextProgress progress, int batch) {
    /** What is tokenized at once. */
    static final int BATCH = 1 << 22;

    private static final int LONG_ENOUGH_TO_BE_A_COPY = 64;

    /** Returns the tokenizer, which needs the text only where its characters are the tokens. */
    Tokenizer tokenizer() {
        return spec.tokenizer() == DataSpec.TokenizerKind.CHAR
                ? CharacterTokenizer.of(files().alphabet())
                : spec.tokenizer().of("", "", folder);
    }

    /**
     * Returns the text.
     *
     * @throws InvalidSettingException if files are missing, or hold something else, or make no sequence
     */
    PreparedText prepare() {
        Tokenizer tokenizer = tokenizer();
        PackedSequences.Frame frame = PackedSequences.Frame.of(dataset.sequences(), tokenizer, spec.sequence());
        try {
            DatasetIds.Ids ids = files().tokenized(tokenizer, spec.tokenizer().kind());
            DatasetSpec.Packing rule = dataset.sequences().rule();
            MappedIds training = new MappedIds(ids.train());
            MappedIds held = new MappedIds(ids.test());
            PackedSequences learnt = new PackedSequences(training, rule, frame, 0);
            int stride = dataset.sequences().stride();
            PackedSequences test = new PackedSequences(held, rule, frame, stride);
            long[] measured = Corpora.windows(test.count(), 1, spec.documents());
            List<int[]> documents = Arrays.stream(measured)
                    .mapToObj(test::sequence)
                    .filter(sequence -> sequence.length > 0) // an empty document has nothing to measure
                    .toList();
            if (documents.isEmpty()) {
                throw new InvalidSettingException("data.sequence must be at most the length of the test text of "
                        + dataset.kind() + ", " + held.length() + " tokens, got " + spec.sequence());
            }
            if (dataset.name().equals(DatasetSpec.KIND)) {
                rejectCopies(training, held, Arrays.stream(measured).map(test::start), frame.room(), ids.folder());
            }
            return new PreparedText(
                    tokenizer,
                    half(learnt, 0),
                    half(learnt, 1),
                    documents,
                    hash(tokenizer, ids),
                    Optional.empty(),
                    stride == 0
                            ? List.of()
                            : Arrays.stream(measured).mapToObj(test::context).toList(),
                    Optional.empty(),
                    rule == DatasetSpec.Packing.WRAPPED ? OptionalInt.empty() : frame.padding(),
                    around(tokenizer, frame));
        } catch (IOException e) {
            throw new InvalidSettingException("data.corpus cannot be prepared: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new InvalidSettingException(
                    "data.corpus cannot be prepared: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        }
    }

    /** Returns which tokens around documents and sequences no text has, unless it spells them out. */
    private Set<Integer> around(Tokenizer tokenizer, PackedSequences.Frame frame) {
        int[] ends = PackedSequences.token(
                tokenizer, "documentEnd", dataset.sequences().documentEnd());
        return Stream.of(ends, frame.start(), frame.end())
                .flatMapToInt(Arrays::stream)
                .filter(tokenizer::isAdded)
                .boxed()
                .collect(Collectors.toSet());
    }

    private DatasetIds files() {
        return new DatasetIds(dataset, folder, progress, batch);
    }

    /** Returns the first half of the training sequences, which is the models', or the evaluator's second. */
    private TokenStream half(PackedSequences sequences, int which) {
        if (dataset.train().isBlank()) {
            return new TokenStream(new int[0], 1);
        }
        int length = spec.sequence();
        long half = sequences.count() / 2;
        long wanted = spec.tokens() == 0 ? half : Math.min(half, spec.tokens() / length);
        if (wanted == 0) {
            throw new InvalidSettingException("data.sequence and data.tokens leave no sequence to learn from: half of"
                    + " the training text of " + dataset.kind() + " has " + half + " of " + length + " tokens");
        }
        return new TokenStream(sequences.padded().part(which * half * length, wanted * length), length);
    }

    private String hash(Tokenizer tokenizer, DatasetIds.Ids ids) {
        List<String> facts = new ArrayList<>(List.of(
                ids.folder().getFileName().toString(),
                Integer.toString(tokenizer.tokens()),
                tokenizer.identity(),
                dataset.sequences().toString(),
                spec.sequence() + " " + spec.tokens() + " " + spec.documents()));
        ids.train().forEach(part -> facts.add("train " + part.ids() + " " + part.sum()));
        ids.test().forEach(part -> facts.add("test " + part.ids() + " " + part.sum()));
        return Hashes.of(String.join("\n", facts));
    }

    /** Test text that stands word for word in the training text measures memory; what was found is noted. */
    private void rejectCopies(MappedIds training, MappedIds test, LongStream starts, int room, Path folder)
            throws IOException {
        Path note = folder.resolve(
                "no-copies-" + Hashes.of(spec.sequence() + " " + spec.documents() + dataset.sequences()));
        if (Files.exists(note)) {
            return;
        }
        int piece = Math.max(room, LONG_ENOUGH_TO_BE_A_COPY);
        long[] whole = starts.filter(start -> start + piece <= test.length()).toArray();
        int[] pieces = Arrays.stream(whole)
                .mapToObj(start -> test.slice(start, piece))
                .flatMapToInt(Arrays::stream)
                .toArray();
        OptionalInt copy = SplitGuard.overlap(training, pieces, piece);
        if (copy.isPresent()) {
            throw new InvalidSettingException("data.corpus in " + dataset.path() + ": the " + piece
                    + " tokens from token " + whole[copy.getAsInt() / piece]
                    + " of the test text on stand word for word in the training text, so the splits overlap");
        }
        Files.write(note, new byte[0]); // another process may have noted it meanwhile
    }
}
