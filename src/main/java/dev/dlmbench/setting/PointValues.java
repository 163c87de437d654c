package dev.dlmbench.setting;

import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LikelihoodSpec.FirstToken;
import dev.dlmbench.pretrained.Conventions;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.setting.Cell.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that the settings of one point have once defaults are filled in and sizes are resolved. */
public final class PointValues {
    /** The kinds of noise that replace tokens, by their names. */
    private static final List<String> REPLACING = Arrays.stream(ProcessKind.values())
            .filter(ProcessKind::replaces)
            .map(Names::of)
            .toList();

    private final Map<String, Located> written;
    private final Optional<PointValues> shared;
    private final Function<String, Path> folders;
    private @Nullable Published published;

    /** Creates values that stand for themselves: their evaluator follows them. */
    public PointValues(Map<String, Located> written) {
        this(written, Optional.empty(), key -> Path.of(""));
    }

    /** Creates the values of a point whose evaluator follows {@code shared}, as that of every other point does. */
    public PointValues(Map<String, Located> written, PointValues shared) {
        this(written, Optional.of(shared), key -> Path.of(""));
    }

    private PointValues(Map<String, Located> written, Optional<PointValues> shared, Function<String, Path> folders) {
        this.written = written;
        this.shared = shared;
        this.folders = folders;
    }

    /** Returns these values with {@code places}: what the file that a key names is relative to. */
    public PointValues in(Function<String, Path> places) {
        return new PointValues(written, shared, places);
    }

    /** Returns what the file that {@code key} names is relative to. */
    String folder(Key<String> key) {
        return folders.apply(key.name()).toString();
    }

    /** Returns the value of {@code key}; nothing if it, or what it depends on, is missing or could not be read. */
    public Optional<SettingValue> find(String key) {
        Setting setting = SettingTable.get(key);
        if (setting.fallback() instanceof Fallback.Derived derived) {
            return derived.finding().apply(this);
        }
        return setting.section().startsWith("evaluator.") ? evaluator(key) : plain(key);
    }

    /**
     * Returns the value of {@code key}.
     *
     * @throws UnresolvedException if it, or what it depends on, is missing or could not be read
     */
    <T> T get(Key<T> key) {
        return key.reading().apply(find(key.name()).orElseThrow(UnresolvedException::new));
    }

    /** Returns whether {@code key} is written, readable or not. */
    boolean has(String key) {
        return written.containsKey(key);
    }

    /** Returns the value as written; nothing if it is not, or could not be read. */
    <T> Optional<T> written(Key<T> key) {
        return written(key.name()).map(key.reading());
    }

    /**
     * Returns what a trained evaluator's settings default from: what all experiments share. Where the source itself
     * evaluates they have no meaning, and so no mistakes of their own.
     */
    PointValues ofEvaluator() {
        boolean trained = find("evaluator.kind")
                .map(kind -> kind.text().equals(Names.of(EvaluatorSpec.Kind.MODEL)))
                .orElse(false);
        return trained ? shared.orElse(this) : this;
    }

    private Optional<SettingValue> evaluator(String key) {
        if (written.containsKey(key)) {
            return written(key);
        }
        PointValues followed = ofEvaluator();
        String own = key.substring("evaluator.".length());
        Optional<SettingValue> value = followed.find(own).or(() -> find(own));
        return followed != this && EvaluatorSection.ENLARGED.contains(own)
                ? value.map(given -> EvaluatorSection.enlarged(own, whole(given)))
                : value;
    }

    /** Returns whether the exact source replaces the network. */
    public boolean oracle() {
        return SettingTable.SECTIONS.model.oracle(this);
    }

    /** Returns whether a control replaces the network. */
    boolean control() {
        return SettingTable.SECTIONS.model.control(this);
    }

    /** Returns the value as written; nothing if it is not, or could not be read. */
    Optional<SettingValue> written(String key) {
        Located located = written.get(key);
        return located == null ? Optional.empty() : located.value();
    }

    /** Returns a whole number as written, 0 if it is not written. */
    public Optional<Long> wholeOrZero(String key) {
        return written.containsKey(key) ? written(key).map(PointValues::whole) : Optional.of(0L);
    }

    /** Returns whether the process generates one token at a time. */
    public Optional<Boolean> autoregressive() {
        String name = Names.of(ProcessKind.AUTOREGRESSIVE);
        return process().map(kind -> kind.text().equals(name));
    }

    /** Returns the value of {@code key} by the usual rules: as written, as the sampler has it, or its default. */
    Optional<SettingValue> plain(String key) {
        if (written.containsKey(key)) {
            return written(key);
        }
        Optional<SettingValue> named = ofSampler(key);
        if (named.isPresent()) {
            return named;
        }
        Setting setting = SettingTable.get(key);
        return setting.fallback() instanceof Fallback.Other other ? find(other.words()) : setting.usual();
    }

    /** Returns what the sampler that the point names says about a setting of sampling. */
    private Optional<SettingValue> ofSampler(String key) {
        if (!key.startsWith("sampling.") || key.equals("sampling.sampler")) {
            return Optional.empty();
        }
        return plain("sampling.sampler").flatMap(name -> NamedSampler.part(name.text(), key));
    }

    /** Returns what is known of the published model that the point names; nothing if it names none that is there. */
    Optional<PretrainedModel.Description> published() {
        return readPublished().description();
    }

    /** Returns what is wrong with the published model that the point names; nothing if it is not needed yet. */
    Optional<String> mistakeOfPublished() {
        return readPublished().mistake();
    }

    private Published readPublished() {
        if (published == null) {
            published = Published.of(SettingTable.SECTIONS.model.published(this), !written.containsKey("process.kind"));
        }
        return published;
    }

    private record Published(Optional<PretrainedModel.Description> description, Optional<String> mistake) {
        static final Published NONE = new Published(Optional.empty(), Optional.empty());

        static Published of(Optional<PretrainedSpec> named, boolean needed) {
            if (named.isEmpty() || (!needed && !Files.exists(named.get().place()))) { // planning needs it
                return NONE;
            }
            try {
                return new Published(
                        Optional.of(PretrainedModel.describe(named.get().place())), Optional.empty());
            } catch (InvalidSettingException | IOException e) {
                return new Published(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
            }
        }
    }

    /** Returns where training starts from: an experiment, a folder seen from where the program runs, or empty. */
    String start() {
        Key<String> from = SettingTable.SECTIONS.from;
        return written(from)
                .map(start -> ModelSettings.named(start)
                        ? Path.of(folder(from)).resolve(start).toString()
                        : start)
                .orElse("");
    }

    /** Returns whether nothing is trained: the exact source predicts, or a published model. */
    public boolean untrained() {
        ModelSection model = SettingTable.SECTIONS.model;
        return model.oracle(this) || model.pretrained(this) || model.scripted(this) || control();
    }

    Optional<SettingValue> process() {
        if (written.containsKey("process.kind")) {
            return written("process.kind");
        }
        return SettingTable.SECTIONS
                .model
                .attention(this)
                .map(sees -> sees == ScriptSpec.Attention.CAUSAL ? ProcessKind.AUTOREGRESSIVE : ProcessKind.MASKED)
                .or(() -> control() ? Optional.of(ProcessKind.AUTOREGRESSIVE) : Optional.empty())
                .or(() -> published().flatMap(model -> model.conventions().process()))
                .flatMap(SettingValue::of);
    }

    Optional<SettingValue> beginning() {
        if (written.containsKey("process.beginning")) {
            return written("process.beginning");
        }
        boolean learned = published()
                .filter(model -> model.conventions().first() == Conventions.FirstPosition.ORDINARY)
                .isPresent();
        boolean none = untrained()
                && !oracle()
                && !control()
                && !learned
                && autoregressive().orElse(false);
        return SettingValue.of(Names.of(none ? Beginning.NONE : Beginning.LEARNED));
    }

    /** Returns whether it is written that an autoregressive network predicts the first token. */
    boolean learnsBeginning() {
        return autoregressive().orElse(false)
                && written("process.beginning")
                        .map(SettingValue::text)
                        .equals(Optional.of(Names.of(Beginning.LEARNED)));
    }

    /** Returns whether the published model that the point names takes the first token as given. */
    boolean firstIsGiven() {
        return published()
                .filter(model -> model.conventions().first() == Conventions.FirstPosition.GIVEN)
                .isPresent();
    }

    Optional<SettingValue> firstToken() {
        if (written.containsKey("likelihood.firstToken")) {
            return written("likelihood.firstToken");
        }
        boolean given =
                beginning().map(SettingValue::text).equals(Optional.of(Names.of(Beginning.NONE))) || firstIsGiven();
        return SettingValue.of(Names.of(given ? FirstToken.SKIP : FirstToken.SCORE));
    }

    Optional<SettingValue> blockSize() {
        Optional<Long> given = wholeOrZero("process.blockSize");
        if (given.isEmpty() || given.get() != 0) {
            return given.map(SettingValue.Whole::new);
        }
        if (written.containsKey("process.blockSizes")) {
            return written("process.blockSizes")
                    .flatMap(shares -> SettingValue.of(
                            ((SettingValue.Shares) shares).shares().lastKey()));
        }
        Optional<SettingValue> stated = published()
                .flatMap(model -> model.conventions().block().stream().boxed().findFirst())
                .flatMap(SettingValue::of);
        return stated.isPresent()
                ? stated
                : autoregressive().flatMap(one -> one ? SettingValue.of(1) : plain("data.sequence"));
    }

    Optional<SettingValue> cleanRows() {
        if (written.containsKey("process.cleanRows")) {
            return written("process.cleanRows");
        }
        CleanRows usual = written.containsKey("process.blockSizes") ? CleanRows.TOKEN_CAUSAL : CleanRows.BLOCK_CAUSAL;
        return SettingValue.of(
                published().map(model -> model.conventions().cleanRows()).orElse(usual));
    }

    Optional<SettingValue> parameterization() {
        if (written.containsKey("process.parameterization")) {
            return written("process.parameterization");
        }
        Parameterization usual = teachesPosterior() ? Parameterization.POSTERIOR : Parameterization.SUBS;
        return SettingValue.of(Names.of(
                published().map(model -> model.conventions().parameterization()).orElse(usual)));
    }

    /** Returns whether training is by the plain cross-entropy of tokens that noise may have replaced. */
    private boolean teachesPosterior() {
        boolean crossEntropy = plain("objective.loss")
                .filter(loss -> loss.text().equals(Names.of(TrainingLoss.CROSS_ENTROPY)))
                .isPresent();
        return crossEntropy && replaces();
    }

    /** Returns whether the noise of the process replaces tokens. */
    boolean replaces() {
        return process().map(SettingValue::text).filter(REPLACING::contains).isPresent();
    }

    Optional<SettingValue> uniformShare() {
        if (written.containsKey("process.uniformShare")) {
            return written("process.uniformShare");
        }
        return SettingValue.of(
                published().map(PretrainedModel.Description::uniformShare).orElse(0.));
    }

    Optional<SettingValue> startThreshold() {
        if (written.containsKey("process.startThreshold")) {
            return written("process.startThreshold");
        }
        boolean mixture = plain("process.start")
                .filter(start -> start.text().equals(Names.of(SpherePath.Origin.MIXTURE)))
                .isPresent();
        return SettingValue.of(mixture ? .35 : 0.);
    }

    Optional<SettingValue> stepsPerBlock() {
        Optional<Boolean> autoregressive = autoregressive();
        if (autoregressive.isEmpty() || autoregressive.get()) {
            return autoregressive.flatMap(one -> SettingValue.of(1));
        }
        Optional<Long> steps = wholeOrZero("sampling.steps");
        Optional<Long> perBlock = wholeOrZero("sampling.stepsPerBlock");
        if (steps.isEmpty() || perBlock.isEmpty()) {
            return Optional.empty();
        }
        if (steps.get() != 0) {
            return blocks().filter(blocks -> steps.get() % blocks == 0)
                    .map(blocks -> new SettingValue.Whole(steps.get() / blocks));
        }
        return perBlock.get() != 0 ? perBlock.map(SettingValue.Whole::new) : blockSize();
    }

    Optional<SettingValue> steps() {
        Optional<Long> perBlock = stepsPerBlock().map(PointValues::whole);
        return blocks().flatMap(blocks -> perBlock.map(steps -> new SettingValue.Whole(blocks * steps)));
    }

    /** Returns the number of blocks in a sequence; nothing if blocks do not fill it. */
    public Optional<Long> blocks() {
        Optional<Long> size = blockSize().map(PointValues::whole).filter(block -> block > 0);
        Optional<Long> sequence = plain("data.sequence").map(PointValues::whole).filter(n -> n > 0);
        return size.flatMap(block -> sequence.filter(n -> n % block == 0).map(n -> n / block));
    }

    /** Returns what training sees in all; what is not trained here learns nothing. */
    Optional<SettingValue> trainingTokens() {
        return untrained() && !written.containsKey("training.tokens") ? SettingValue.of(1) : plain("training.tokens");
    }

    Optional<SettingValue> evaluator() {
        if (written.containsKey("evaluator.kind")) {
            return written("evaluator.kind");
        }
        return plain("data.corpus").map(corpus -> new SettingValue.Text(scores(corpus.text()) ? "oracle" : "model"));
    }

    /** Returns whether the corpus called {@code name} comes from a source that is known exactly. */
    public static boolean synthetic(String name) {
        return scores(name) || name.equals("stories");
    }

    /**
     * Returns whether the source of the corpus called {@code name} can score samples: it must give every text a
     * probability, and a misspelt word has none in the stories' grammar.
     */
    public static boolean scores(String name) {
        return name.equals("markov") || name.equals("topics");
    }

    private static long whole(SettingValue value) {
        return ((SettingValue.Whole) value).value();
    }
}
