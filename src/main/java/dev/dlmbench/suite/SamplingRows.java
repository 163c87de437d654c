package dev.dlmbench.suite;

import static dev.dlmbench.suite.SettingType.DECIMAL;
import static dev.dlmbench.suite.SettingType.INT;
import static dev.dlmbench.suite.SettingType.INTS;
import static dev.dlmbench.suite.SettingType.RANGE;
import static dev.dlmbench.suite.SettingType.TEXT;

import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.util.Arrays;
import java.util.Optional;

/** The keys that say how text is drawn. */
final class SamplingRows {
    /** Adds the keys of section sampling. */
    SamplingRows(SettingRows<PointSettings> rows) {
        rows.derived(
                "sampling.steps",
                INT,
                Fallback.derived("stepsPerBlock times the blocks", PointValues::steps),
                "denoising steps for the whole sequence; in place of stepsPerBlock",
                s -> !s.sampling().plan().kind().stepped()
                        ? Optional.empty()
                        : (long) SettingTable.stepsPerBlock(s) * (s.data().sequence() / SettingTable.blockSize(s)));
        rows.derived(
                "sampling.stepsPerBlock",
                INT,
                Fallback.derived("process.blockSize", PointValues::stepsPerBlock),
                "denoising steps for each block; autoregression always takes 1",
                s -> s.sampling().plan().kind().stepped() ? SettingTable.stepsPerBlock(s) : Optional.empty());
        rows.choice(
                "sampling.sampler",
                Arrays.stream(NamedSampler.values()).map(NamedSampler::id).toList(),
                "ancestral",
                "a sampler by its name: other defaults for the keys below, see dlm list samplers",
                s -> SettingTable.ofBlocks(s, s.sampler()));
        rows.choice(
                "sampling.plan",
                StepPlan.Kind.values(),
                "grid",
                "how a block's steps are laid out",
                s -> SettingTable.ofBlocks(s, s.sampling().plan().kind()));
        proposal(rows);
        selector(rows);
        corrector(rows);
        rows.add(
                "sampling.arTokens",
                INT,
                "0",
                "tokens at the start that are drawn one by one, left to right; a multiple of process.blockSize",
                s -> s.sampling().arTokens() == 0
                        ? Optional.empty()
                        : s.sampling().arTokens());
        rows.inWords(
                "sampling.prompt",
                TEXT,
                "nothing",
                "text that every sequence begins with",
                s -> s.sampling().prompt().isEmpty()
                        ? Optional.empty()
                        : s.sampling().prompt());
        rows.inWords(
                "sampling.stop.text",
                TEXT,
                "nothing",
                "text that ends a sequence, which then has no fixed length",
                s -> s.sampling().stopping().free() ? s.sampling().stopping().text() : Optional.empty());
        rows.derived(
                "sampling.stop.maxLength",
                INT,
                Fallback.sameAs("data.sequence"),
                "tokens that a sequence has, or has at most; a multiple of process.blockSize",
                s -> s.sampling().stopping().maxLengthIn(s.data().sequence()));
        rows.add(
                "sampling.stop.entropy",
                DECIMAL,
                "0",
                "nats that the last 256 tokens must have, else the sequence ends, or is drawn anew; 0 means no rule",
                s -> s.sampling().stopping().entropy());
        rows.add(
                "sampling.stop.retries",
                INT,
                "10",
                "draws at most of a sequence of fixed length that repeats itself, beyond the first",
                s -> s.sampling().stopping().entropy() == 0
                                || s.sampling().stopping().free()
                        ? Optional.empty()
                        : s.sampling().stopping().retries());
        rows.add("sampling.samples", INT, "64", "sequences to draw", s -> s.sampling()
                .samples());
        rows.add("sampling.batch", INT, "32", "sequences drawn side by side", s -> s.sampling()
                .batch());
        rows.add("sampling.traces", INT, "0", "sequences that are recorded step by step", s -> s.sampling()
                .traces());
    }

    private static void proposal(SettingRows<PointSettings> rows) {
        rows.add("sampling.temperature", DECIMAL, "1", "divides the logits", s -> s.sampling()
                .proposal()
                .temperature());
        rows.add(
                "sampling.topK",
                INT,
                "0",
                "how many of the most probable tokens are kept; 0 keeps all",
                s -> s.sampling().proposal().topK());
        rows.add(
                "sampling.minP",
                DECIMAL,
                "0",
                "share of the best token's probability that a token needs to be kept",
                s -> s.sampling().proposal().minP());
        rows.add("sampling.topP", DECIMAL, "1", "probability that the kept tokens hold; 1 keeps all", s -> s.sampling()
                .proposal()
                .topP());
        rows.choice(
                "sampling.topPRule",
                Proposal.TopPRule.values(),
                "crossing",
                "whether the token that crosses the nucleus' border is kept, or only what stays below",
                s -> s.sampling().proposal().topP() == 1
                        ? Optional.empty()
                        : s.sampling().proposal().topPRule());
        rows.choice(
                "sampling.greedy",
                Proposal.Greedy.values(),
                "never",
                "when the most probable token is taken: never, in the last step, in one more step after it, always",
                s -> s.sampling().proposal().greedy());
    }

    private static void selector(SettingRows<PointSettings> rows) {
        rows.choice(
                "sampling.selector.kind",
                Selector.Kind.values(),
                "ancestral",
                "which positions a step changes",
                s -> SettingTable.ofBlocks(s, s.sampling().selector().kind()));
        rows.add(
                "sampling.selector.bound",
                DECIMAL,
                "0",
                "threshold: the least probability; factor: the factor",
                s -> s.sampling().selector().kind().adaptive()
                        ? s.sampling().selector().bound()
                        : Optional.empty());
        rows.add(
                "sampling.selector.temperature",
                DECIMAL,
                "0",
                "confidence, margin, entropy: 0 takes the best positions, more draws them",
                s -> s.sampling().selector().kind().ranks()
                        ? s.sampling().selector().temperature()
                        : Optional.empty());
        rows.inWords(
                "sampling.selector.order",
                INTS,
                "required by kind permutation",
                "permutation: the positions of a block, counted from 0, those to be revealed first in front",
                s -> s.sampling().selector().order().isEmpty()
                        ? Optional.empty()
                        : s.sampling().selector().order());
    }

    private static void corrector(SettingRows<PointSettings> rows) {
        rows.choice(
                "sampling.corrector.kind",
                Corrector.Kind.values(),
                "none",
                "what remasks or renoises tokens that were drawn",
                s -> SettingTable.ofBlocks(s, s.sampling().corrector().kind()));
        rows.add(
                "sampling.corrector.kappa",
                DECIMAL,
                "1",
                "psi: share of the ancestral step",
                s -> corrected(s, Corrector.Kind.PSI, s.sampling().corrector().strength()));
        rows.add(
                "sampling.corrector.eta",
                DECIMAL,
                "0",
                "remdm, psi-cap, psi-rescale: probability of a visible token to be masked, or drawn, again, or its share"
                        + " of the largest there can be",
                s -> s.sampling().corrector().kind().hasEta()
                        ? s.sampling().corrector().strength()
                        : Optional.empty());
        rows.add(
                "sampling.corrector.window",
                RANGE,
                "[0, 1]",
                "psi, remdm: the times between which there is correction; time 1 is all noise",
                s -> s.sampling().corrector().kind().mixes()
                                && s.sampling().corrector().kind() != Corrector.Kind.REMDM_LOOP
                        ? new Window(
                                s.sampling().corrector().until(),
                                s.sampling().corrector().from())
                        : Optional.empty());
        rows.choice(
                "sampling.corrector.score",
                Corrector.Score.values(),
                "nll",
                "arpc: what marks a token as wrong",
                s -> corrected(s, Corrector.Kind.ARPC, s.sampling().corrector().score()));
        rows.choice(
                "sampling.corrector.rule",
                Corrector.Rule.values(),
                "top",
                "arpc: the worst positions, or positions drawn in proportion to the score",
                s -> corrected(s, Corrector.Kind.ARPC, s.sampling().corrector().rule()));
        rows.add(
                "sampling.corrector.warmup",
                INT,
                "0",
                "arpc: steps before the first correction",
                s -> corrected(s, Corrector.Kind.ARPC, s.sampling().corrector().warmup()));
        rows.add(
                "sampling.corrector.period",
                INT,
                "1",
                "arpc: steps from one correction to the next",
                s -> corrected(s, Corrector.Kind.ARPC, s.sampling().corrector().period()));
        rows.add(
                "sampling.corrector.rounds",
                INT,
                "128",
                "self-correction: calls for a block at most",
                s -> corrected(
                        s,
                        Corrector.Kind.SELF_CORRECTION,
                        s.sampling().corrector().rounds()));
        rows.add(
                "sampling.corrector.patience",
                INT,
                "32",
                "self-correction: calls without progress at most",
                s -> corrected(
                        s,
                        Corrector.Kind.SELF_CORRECTION,
                        s.sampling().corrector().patience()));
        rows.add(
                "sampling.corrector.temperature",
                DECIMAL,
                "1",
                "self-correction: divides the logits",
                s -> corrected(
                        s,
                        Corrector.Kind.SELF_CORRECTION,
                        s.sampling().corrector().temperature()));
    }

    private static Object corrected(PointSettings settings, Corrector.Kind kind, Object value) {
        return settings.sampling().corrector().kind() == kind ? value : Optional.empty();
    }
}
