package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.REQUIRED;
import static dev.dlmbench.setting.Fallback.derived;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridSpec;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.SphereSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformSpec;
import dev.dlmbench.process.Window;
import dev.dlmbench.process.WrittenProcessSpec;
import java.util.Optional;

/** Section {@code process}: how text is corrupted and scored. */
final class ProcessSection implements Section<ProcessSpec> {
    private final Key<ProcessKind> kind;
    private final Key<Integer> blockSize;
    private final Key<SettingValue.Shares> blockSizes;
    private final Key<BlockSizes.Draw> blockSizeDraw;
    private final Key<CleanRows> cleanRows;
    private final Key<StandardSchedule> schedule;
    private final Key<Parameterization> parameterization;
    private final Key<Integer> steps;
    private final Key<Double> uniformShare;
    private final Key<Beginning> beginning;
    private final Key<SpherePath.Origin> start;
    private final Key<Double> startThreshold;
    private final Key<Double> betaStart;
    private final Key<Double> betaEnd;
    private final Key<SettingValue.Range> trainingTimes;
    private final Key<Integer> walkSteps;
    private final Key<String> softMask;
    private final Key<Double> softMaskStrength;

    /**
     * Declares the keys.
     *
     * @param point rows that see the whole point, since a block is measured against a sequence
     */
    ProcessSection(SettingRows<ProcessSpec> rows, SettingRows<PointSettings> point) {
        SettingRows<ProcessSpec> blocks = rows.where(process -> process.kind().inBlocks());
        SettingRows<MaskedSpec> masked = rows.as(MaskedSpec.class);
        kind = rows.choice(
                "kind",
                ProcessKind.class,
                derived(REQUIRED.words(), PointValues::process),
                "how text is corrupted and scored",
                ProcessSpec::kind);
        blockSize = point.integer(
                "process.blockSize",
                derived("that of a published model, else data.sequence", PointValues::blockSize),
                "tokens in a block; autoregression has blocks of 1 and takes no value, sphere has the sequence alone",
                ProcessSection::blockSizeOf);
        blockSizes = rows.shares(
                "blockSizes",
                Fallback.words("process.blockSize alone"),
                "block sizes to train on, with their shares; measured at process.blockSize, the largest by default",
                ProcessSpec::sizes);
        blockSizeDraw = rows.choice(
                "blockSizeDraw",
                BlockSizes.Draw.class,
                is("stratified"),
                "how a step's micro-batches get a mixture's sizes",
                process -> process.sizes().map(BlockSizes::draw));
        cleanRows = blocks.choice(
                "cleanRows",
                CleanRows.class,
                derived(
                        "that of a published model, token-causal with blockSizes, else block-causal",
                        PointValues::cleanRows),
                "what clean tokens see: all of their block, or what comes before them",
                ProcessSpec::cleanRows);
        schedule = rows.choice(
                "schedule",
                StandardSchedule.class,
                is("linear"),
                "how alpha falls over time; masked and uniform",
                process -> process.as(MaskedSpec.class)
                        .map(MaskedSpec::schedule)
                        .or(() -> process.as(UniformSpec.class).map(UniformSpec::schedule)));
        parameterization = rows.choice(
                "parameterization",
                Parameterization.class,
                derived(
                        "that of a published model; posterior for uniform and hybrid with objective.loss"
                                + " cross-entropy, else subs",
                        PointValues::parameterization),
                "what the output stands for; masked: mean is D3PM, score is SEDD; uniform, hybrid: with posterior the"
                        + " token's own state counts, and is taken out again for the reverse step and the NELBO",
                ProcessSection::parameterizationOf);
        steps = masked.integer("steps", is("0"), "masked: T of discrete time; 0 is continuous time", MaskedSpec::steps);
        uniformShare = rows.as(HybridSpec.class)
                .decimal(
                        "uniformShare",
                        derived("that of a published model, else 0", PointValues::uniformShare),
                        "hybrid: share of uniform tokens halfway",
                        HybridSpec::uniformShare);
        beginning = rows.as(AutoregressiveSpec.class)
                .choice(
                        "beginning",
                        Beginning.class,
                        derived("none for a published model, else learned", PointValues::beginning),
                        "autoregressive: what the network reads before a text; with none the first token is given",
                        AutoregressiveSpec::beginning);
        SettingRows<SpherePath> sphere = rows.as(SphereSpec.class).part(SphereSpec::path);
        start = sphere.choice(
                "start",
                SpherePath.Origin.class,
                is("mask"),
                "sphere: where walks start; a mixture starts as uniform, and learns from walks from the mask as well",
                SpherePath::origin);
        startThreshold = sphere.where(path -> path.origin() == SpherePath.Origin.MIXTURE)
                .decimal(
                        "startThreshold",
                        derived("0.35 for start mixture, else 0", PointValues::startThreshold),
                        "sphere: the time from which on a mixture learns from walks from the mask",
                        SpherePath::threshold);
        betaStart = sphere.decimal(
                "betaStart",
                is("0.001"),
                "sphere: variance of the noise per unit of time, at the start",
                SpherePath::betaStart);
        betaEnd = sphere.decimal(
                "betaEnd",
                is("0.2"),
                "sphere: variance of the noise per unit of time, at the token",
                SpherePath::betaEnd);
        trainingTimes = sphere.range(
                "trainingTimes",
                is("[0, 1]"),
                "sphere: the times, from 0 at the start to 1, that training draws from but for few, which weigh more",
                path -> new Window(path.low(), path.high()));
        walkSteps = sphere.integer(
                "walkSteps", is("500"), "sphere: T of the walk whose likelihood is bounded", SpherePath::steps);
        softMask = masked.word(
                "softMask.by",
                SoftMaskSpec.words(),
                is(SoftMaskSpec.NONE),
                "masked: what makes a token important, so that it is masked earlier and revealed later",
                process -> ProcessSection.softMaskOf(process)
                        .map(SoftMaskSpec::word)
                        .orElse(SoftMaskSpec.NONE));
        softMaskStrength = masked.where(process -> process.softMask() != null)
                .decimal(
                        "softMask.strength",
                        is("4"),
                        "softMask: s; at clock t the most important tokens are masked with probability t, the least with t^s",
                        process -> ProcessSection.softMaskOf(process).map(SoftMaskSpec::strength));
    }

    @Override
    public ProcessSpec read(PointValues values) {
        ProcessKind process = values.get(kind);
        boolean whole = (process == ProcessKind.AUTOREGRESSIVE || process == ProcessKind.SPHERE)
                && values.wholeOrZero(blockSize.name()).equals(Optional.of(0L));
        Optional<BlockSizes> mixture =
                values.written(blockSizes).map(shares -> new BlockSizes(shares.shares(), values.get(blockSizeDraw)));
        SettingValue.Range times = values.get(trainingTimes);
        String by = values.get(softMask);
        return new WrittenProcessSpec(
                        process,
                        whole ? 0 : values.get(blockSize),
                        mixture.orElse(null),
                        values.get(cleanRows),
                        values.get(schedule),
                        values.get(parameterization),
                        values.get(steps),
                        values.get(uniformShare),
                        values.get(beginning),
                        new SpherePath(
                                values.get(start),
                                values.get(startThreshold),
                                values.get(betaStart),
                                values.get(betaEnd),
                                times.low(),
                                times.high(),
                                values.get(walkSteps)),
                        by.equals(SoftMaskSpec.NONE) ? null : SoftMaskSpec.of(by, values.get(softMaskStrength)))
                .spec();
    }

    private static Optional<SoftMaskSpec> softMaskOf(MaskedSpec process) {
        return Optional.ofNullable(process.softMask());
    }

    /** Returns what the output stands for, where that is more than one thing and not the usual one for the kind. */
    private static Optional<Parameterization> parameterizationOf(ProcessSpec process) {
        boolean masked = process.kind() == ProcessKind.MASKED;
        return Optional.of(process.written().parameterization())
                .filter(output -> masked || output == Parameterization.POSTERIOR);
    }

    private static int blockSizeOf(PointSettings point) {
        return point.process().kind().inBlocks()
                ? point.process().blockSizeIn(point.data().sequence())
                : 1;
    }
}
