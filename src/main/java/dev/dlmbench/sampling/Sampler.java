package dev.dlmbench.sampling;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ancestral sampling: token by token for autoregression; else block by block, each in a fixed number of reverse steps
 * from pure noise to clean tokens, behind a cache of the finished blocks (BD3-LM, algorithm 2).
 *
 * @param process whose reverse steps are taken
 * @param spec how many, at which temperature
 */
public record Sampler(GenerativeProcess process, SamplingSpec spec) {

    /**
     * Draws {@code batch} sequences of {@code length} tokens side by side.
     *
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     */
    public List<Sample> draw(Denoiser denoiser, int batch, int length, Seeds seeds, int first) {
        SplittableRandom[] randoms = new SplittableRandom[batch];
        for (int b = 0; b < batch; b++) {
            randoms[b] = seeds.stream("sample", first + b);
        }
        Round round = new Round(denoiser, new TokenProposal(process.tokens(), spec.temperature()), length, randoms);
        denoiser.open(batch, length);
        if (process instanceof BlockDiffusion blocks) {
            for (int start = 0; start < length; start += blocks.blocks().size()) {
                round.block(blocks, start, Math.min(blocks.blocks().size(), length - start), spec);
            }
        } else if (process instanceof Autoregressive) {
            round.leftToRight();
        }
        return round.samples();
    }

    /** One batch while it is drawn. */
    private static final class Round {
        private final Denoiser denoiser;
        private final TokenProposal proposal;
        private final int length;
        private final SplittableRandom[] randoms;
        private final int[][] tokens;
        private Calls calls = Calls.NONE;

        Round(Denoiser denoiser, TokenProposal proposal, int length, SplittableRandom[] randoms) {
            this.denoiser = denoiser;
            this.proposal = proposal;
            this.length = length;
            this.randoms = randoms;
            this.tokens = new int[randoms.length][length];
        }

        void leftToRight() {
            int batch = randoms.length;
            int stride = proposal.tokens() + 1;
            int[] last = new int[batch];
            Arrays.fill(last, proposal.tokens());
            for (int i = 0; i < length; i++) {
                float[] logits = denoiser.denoise(batch, last, 1, i);
                calls = calls.denoised(1, i);
                for (int b = 0; b < batch; b++) {
                    last[b] = proposal.draw(logits, b * stride, randoms[b]);
                    tokens[b][i] = last[b];
                }
            }
        }

        void block(BlockDiffusion process, int start, int size, SamplingSpec spec) {
            int batch = randoms.length;
            int[] rows = new int[batch * size];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = process.prior(randoms[i / size]);
            }
            int steps = spec.stepsFor(size);
            float[] logits = {};
            boolean changed = true;
            for (int k = 0; k < steps && anyOpen(process, rows); k++) {
                double time = 1 - (double) k / steps;
                double earlier = k == steps - 1 ? 0 : 1 - (k + 1.0) / steps;
                if (changed || denoiser.timed()) {
                    logits = denoiser.denoise(batch, rows, process.signal(time), start);
                    calls = calls.denoised(size, start);
                } else {
                    calls = calls.reusedOnce();
                }
                changed = step(process, rows, size, logits, time, earlier);
            }
            if (start + size < length) {
                denoiser.commit(batch, rows, start);
                calls = calls.committed(size, start);
            }
            for (int b = 0; b < batch; b++) {
                System.arraycopy(rows, b * size, tokens[b], start, size);
            }
        }

        private static boolean anyOpen(BlockDiffusion process, int[] rows) {
            return Arrays.stream(rows).anyMatch(process::open);
        }

        /** Takes one reverse step of every open position and returns whether any changed. */
        private boolean step(
                BlockDiffusion process, int[] rows, int size, float[] logits, double time, double earlier) {
            boolean changed = false;
            int stride = proposal.tokens() + 1;
            for (int i = 0; i < rows.length; i++) {
                if (process.open(rows[i])) {
                    SplittableRandom random = randoms[i / size];
                    int old = rows[i];
                    double guess = process.guessMatters() ? proposal.probability(logits, i * stride, old) : 0;
                    Move.Choice choice = process.move(old, guess, time, earlier).choose(random.nextDouble());
                    if (choice == Move.Choice.DRAW) {
                        rows[i] = proposal.draw(logits, i * stride, random);
                    } else if (choice == Move.Choice.UNIFORM) {
                        rows[i] = random.nextInt(proposal.tokens());
                    } else if (choice == Move.Choice.HIDE) {
                        rows[i] = proposal.tokens();
                    }
                    changed |= rows[i] != old;
                }
            }
            return changed;
        }

        List<Sample> samples() {
            List<Sample> samples = new ArrayList<>();
            for (int[] sequence : tokens) {
                samples.add(new Sample(sequence, calls));
            }
            return samples;
        }
    }
}
