package dev.dlmbench.work;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.compression.CompressedFile;
import dev.dlmbench.compression.CompressedFile.Header;
import dev.dlmbench.compression.SequenceCoder;
import dev.dlmbench.compression.SequenceCoder.Coded;
import dev.dlmbench.compression.SequenceCoder.CodedSequence;
import dev.dlmbench.compression.SpelledText;
import dev.dlmbench.plan.Codes;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compresses files by a trained model of a store, in this process. */
public final class FileCoder {
    private static final int SHOWN = 12;
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{64}");

    private final String address;
    private final ModelSpec.KnownNetwork spec;
    private final NetworkSource model;
    private final String weights;

    private FileCoder(String address, ModelSpec.KnownNetwork spec, NetworkSource model, String weights) {
        this.address = address;
        this.spec = spec;
        this.model = model;
        this.weights = weights;
    }

    /**
     * A file that was compressed.
     *
     * @param file as it is kept
     * @param nats minus the log-likelihood of its tokens in the calls that coded them
     * @param calls of the network, those of all sequences together
     */
    public record Compressed(CompressedFile file, double nats, long calls) {}

    /**
     * Takes a model of a store.
     *
     * @param hash the address of its node
     * @param files where {@code text}, {@code tokenizer} and {@code weights} are that are not in the data folder
     * @throws InvalidSettingException if it is not there, or no network with weights
     */
    public static FileCoder of(ResultStore store, String hash, DataFolder folder, Map<String, Path> files)
            throws IOException {
        String shown = "node " + hash.substring(0, Math.min(SHOWN, hash.length()));
        Optional<NodeRecord> record = store.read(hash);
        if (record.isEmpty()) {
            throw new InvalidSettingException(shown + " is not in the store " + store.root());
        }
        NodeSpec stored = new StoredNodes(store, Map.of()).spec(hash);
        if (!(stored instanceof ModelSpec.KnownNetwork known)) {
            throw new InvalidSettingException(shown + " is no model with weights: its kind is "
                    + stored.kind().id());
        }
        if (known instanceof ModelSpec.Pretrained && !files.containsKey("weights")) {
            throw new InvalidSettingException(shown + " is a published model; --weights says in which folder it is");
        }
        if (known.data().corpus() instanceof CorpusSpec.OnDisk && !files.containsKey("text")) {
            throw new InvalidSettingException(shown + " is made for a text in files; --text says where it is");
        }
        StoredNodes nodes = new StoredNodes(store, UserFiles.places(known, files));
        ModelSpec.KnownNetwork spec = (ModelSpec.KnownNetwork) nodes.spec(hash);
        Path file = ModelCache.weights(store.node(hash));
        if (spec instanceof ModelSpec.Train && !Files.isRegularFile(file)) {
            throw new InvalidSettingException(shown + " has no weights any more: there is no " + file);
        }
        String weights = spec instanceof ModelSpec.Pretrained published ? published.weightsHash() : Hashes.of(file);
        return new FileCoder(hash, spec, new ModelCache(folder).network(spec, store.node(hash), nodes), weights);
    }

    /** Returns the kind of the model's process. */
    public ProcessKind kind() {
        return spec.process().kind();
    }

    /** Returns n, the length of the model's sequences in tokens. */
    public int sequence() {
        return model.sequence();
    }

    /** Returns S, the size of the model's blocks in tokens; 0 for autoregression. */
    public int block() {
        return spec.process().blockSizeIn(model.sequence());
    }

    /**
     * Compresses a file.
     *
     * @throws InvalidSettingException if the sampler has no single path to every text
     */
    public Compressed compress(byte[] bytes, SamplingSpec sampling, SequenceCoder.Progress progress)
            throws IOException {
        NodeSpec.Code code = Codes.node(address, spec.process(), block(), sampling);
        if (!spec.process().predictsFirst()) {
            throw new InvalidSettingException(
                    "this model codes no file: with process.beginning none nothing predicts a first token");
        }
        String missing = Codes.missing(spec.process(), code);
        if (!missing.isEmpty()) {
            throw new InvalidSettingException("this sampler has no code: " + missing);
        }
        SpelledText text = SpelledText.of(bytes, model.text().tokenizer());
        Header header = new Header(
                SpecJson.canonical(code),
                weights,
                model.text().hash(),
                computing(),
                text.ids().length,
                bytes.length,
                Hashes.of(bytes));
        try (Denoiser denoiser = model.load()) {
            Coded coded =
                    model.coder(code, denoiser).encode(sequences(text.ids()), conditions(text.ids().length), progress);
            List<CodedSequence> sequences = coded.sequences();
            return new Compressed(
                    new CompressedFile(header, text.escapes(), coded.bytes()),
                    sequences.stream().mapToDouble(CodedSequence::nats).sum(),
                    sequences.stream()
                            .mapToLong(each -> each.calls().predicting())
                            .sum());
        }
    }

    /**
     * Returns what a compressed file is composed of.
     *
     * @param name of the file in messages
     * @throws InvalidSettingException if this version of the program composes other codes
     */
    public static NodeSpec.Code composition(CompressedFile file, String name) {
        try {
            NodeSpec spec = SpecJson.parse(file.header().composition());
            if (spec instanceof NodeSpec.Code code
                    && ADDRESS.matcher(String.valueOf(code.model())).matches()) {
                return code;
            }
        } catch (IllegalArgumentException e) {
            throw differing(name);
        }
        throw differing(name);
    }

    private static InvalidSettingException differing(String name) {
        return new InvalidSettingException(name + ": coded by another version of dlm-bench, whose codes are others");
    }

    /**
     * Returns the file that was compressed.
     *
     * @param name of the compressed file in messages
     * @throws InvalidSettingException if it was compressed by another model, or if another text comes out
     */
    public byte[] decompress(CompressedFile file, String name, SequenceCoder.Progress progress) throws IOException {
        Header header = file.header();
        NodeSpec.Code code = composition(file, name);
        if (!code.model().equals(address) || !header.weights().equals(weights)) {
            throw new InvalidSettingException(name + ": compressed by another model: that of node "
                    + code.model().substring(0, SHOWN) + " has other weights here");
        }
        if (!code.equals(Codes.node(address, spec.process(), block(), code.sampling()))
                || !Codes.missing(spec.process(), code).isEmpty()) {
            throw differing(name);
        }
        if (!header.text().equals(model.text().hash())) {
            throw new InvalidSettingException(
                    name + ": the text that its model is made for is another one here, and so may be its vocabulary");
        }
        Map<String, String> engine = computing();
        byte[] bytes;
        try (Denoiser denoiser = model.load()) {
            bytes = decoded(file, code, denoiser, progress);
        }
        if (bytes.length != header.length() || !Hashes.of(bytes).equals(header.hash())) {
            throw another(name, header.engine(), engine);
        }
        return bytes;
    }

    /** Returns what comes out; nothing where that is no text of the tokenizer. */
    private byte[] decoded(
            CompressedFile file, NodeSpec.Code code, Denoiser denoiser, SequenceCoder.Progress progress) {
        try {
            int[] ids =
                    model
                            .coder(code, denoiser)
                            .decode(file.code(), conditions(file.header().tokens()), progress)
                            .stream()
                            .flatMapToInt(Arrays::stream)
                            .toArray();
            return new SpelledText(ids, file.escapes()).bytes(model.text().tokenizer());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Returns what computes probabilities, to the last bit. */
    private Map<String, String> computing() {
        Map<String, String> facts = new TreeMap<>(model.session().description());
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("architecture", System.getProperty("os.arch"));
        return facts;
    }

    private static InvalidSettingException another(String name, Map<String, String> then, Map<String, String> now) {
        String differing = new TreeMap<>(then)
                .entrySet().stream()
                        .filter(fact -> !fact.getValue().equals(now.get(fact.getKey())))
                        .map(fact -> fact.getKey() + " " + fact.getValue() + " there, "
                                + now.getOrDefault(fact.getKey(), "none") + " here")
                        .collect(Collectors.joining("; "));
        return new InvalidSettingException(name + ": another text comes out: the network gives other probabilities here"
                + " than where it was compressed"
                + (differing.isEmpty() ? ", though the engine is the same" : " (" + differing + ")"));
    }

    private List<int[]> sequences(int[] ids) {
        List<int[]> sequences = new ArrayList<>();
        for (int from = 0; from < ids.length; from += model.sequence()) {
            sequences.add(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + model.sequence())));
        }
        return sequences;
    }

    private List<SequenceCondition> conditions(int tokens) {
        List<SequenceCondition> conditions = new ArrayList<>();
        for (int left = tokens; left > 0; left -= model.sequence()) {
            conditions.add(SequenceCondition.free(Math.min(left, model.sequence())));
        }
        return conditions;
    }
}
