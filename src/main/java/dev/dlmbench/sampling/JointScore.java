package dev.dlmbench.sampling;

import dev.dlmbench.base.LogMean;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.CandidateScore.Candidate;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.sampling.ResampledBlocks.Weighed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What masked diffusion is scored by where its denoiser is a joint one: the loss of the NELBO with minus ln p(x0 | z)
 * of all masked tokens together in place of the sum over positions, p being the proposal times e to minus the energy
 * over its normaliser Z (EDLM, arXiv 2410.21357, section 4). In continuous time one token moves at a time, and only the
 * marginals of p matter to the likelihood: with the exact joint posterior this score is below the entropy of the text
 * wherever tokens depend on each other, so that it is no bound, and with the energy of masked tokens it is the
 * companion's own likelihood in expectation.
 *
 * <p>The mean of the weights of n candidates estimates Z. Its logarithm T(n) is below ln Z in expectation, and (2 n -
 * 1) T(n) - 2 (n - 1) T(n - 1), T(n - 1) being the mean over all ways to leave one candidate out, is above it for large
 * n.
 *
 * @param process with parameterization subs
 * @param resampling the energy, and how many candidates estimate Z
 * @param companion that weighs
 * @param window tokens that the denoiser was trained to see at once
 */
public record JointScore(MaskedDiffusion process, ImportanceResampling resampling, Companion companion, int window) {

    /**
     * The score of a text under one draw of noise, in nats.
     *
     * @param low with what is below ln Z
     * @param high with what is above it
     */
    public record Ends(double low, double high) {}

    /**
     * Scores texts of one length side by side. In every block j of its S tokens are masked, and what they cost counts S
     * / j times; j is stratified over the draws.
     *
     * @param texts (B, n)
     * @param given how many tokens at the start of each are given, and neither masked nor scored
     * @param draw number of this draw
     * @param draws how many there are
     * @param seeds of the noise
     * @param first number of the first text
     */
    public List<Ends> draw(
            Denoiser denoiser, List<int[]> texts, int given, int draw, int draws, Seeds seeds, int first) {
        int n = texts.get(0).length;
        List<Row> rows = IntStream.range(0, texts.size())
                .mapToObj(i -> new Row(new Draft(
                        first + i,
                        seeds.stream("draw " + draw, first + i),
                        new SequenceCondition(Template.of(Arrays.copyOf(texts.get(i), given)), n),
                        n)))
                .toList();
        double[][] ends = new double[texts.size()][2];
        BlockCalls calls = new BlockCalls(process, denoiser, window, 0);
        ResampledBlocks blocks = new ResampledBlocks(process, resampling, SamplingSpec.ancestral(1, 1, 1), companion);
        calls.open(rows.size(), n);
        try {
            for (int start = 0; start < n; start += process.blocks().size()) {
                for (int i = 0; i < rows.size(); i++) {
                    mask(rows.get(i), texts.get(i), start, draw, draws);
                }
                calls.begin(rows, start);
                if (rows.get(0).free() > 0) { // as all of them, since as much is given
                    calls.predict(rows, Meter.Role.DENOISE, row -> row.alpha(process, 0, true));
                    score(rows, texts, blocks, ends);
                }
                for (int i = 0; i < rows.size(); i++) {
                    Row row = rows.get(i);
                    row.state = Arrays.copyOfRange(texts.get(i), start, start + row.state.length);
                    row.end();
                }
            }
        } finally {
            calls.close(rows);
        }
        return Arrays.stream(ends).map(each -> new Ends(each[0], each[1])).toList();
    }

    /** Begins a block with some of the tokens masked that are not given. */
    private void mask(Row row, int[] text, int start, int draw, int draws) {
        row.begin(process, process.blocks().size());
        int[] free = row.noisyPlaces(process);
        int masked = Math.min(free.length, 1 + (int) (free.length * (draw + row.random.nextDouble()) / draws));
        for (int i : Selection.drawn(new double[free.length], 1, free.length - masked, row.random)) {
            row.state[free[i]] = text[start + free[i]];
        }
    }

    private void score(List<Row> rows, List<int[]> texts, ResampledBlocks blocks, double[][] ends) {
        List<Candidate> asked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            asked.add(blocks.candidate(row, block(texts.get(i), row)));
        }
        double[] nats = companion.score().score(asked).nats();
        boolean normalised = resampling.energy().normalised();
        List<Weighed> weighed = normalised ? List.of() : blocks.weigh(rows);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (resampling.energy().relative()) {
                nats[i] -= blocks.logProposal(row, block(texts.get(i), row));
            }
            double times = (double) row.free() / row.noisy(process);
            ends[i][0] += times
                    * (nats[i] + (normalised ? 0 : LogMean.of(weighed.get(i).logWeights())));
            ends[i][1] +=
                    times * (nats[i] + (normalised ? 0 : above(weighed.get(i).logWeights())));
        }
    }

    /** Returns the block of a text that a row is at. */
    private static int[] block(int[] text, Row row) {
        int start = row.draft.length();
        return Arrays.copyOfRange(text, start, start + row.state.length);
    }

    /** Returns what is above ln Z in expectation, for many weights. */
    static double above(double[] logWeights) {
        int n = logWeights.length;
        if (n < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double without = IntStream.range(0, n)
                .mapToDouble(left -> LogMean.of(IntStream.range(0, n)
                        .filter(i -> i != left)
                        .mapToDouble(i -> logWeights[i])
                        .toArray()))
                .average()
                .orElseThrow();
        return (2 * n - 1) * LogMean.of(logWeights) - 2 * (n - 1) * without;
    }
}
