package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Left-to-right prediction of the next token. The row of position i sees the tokens before it. With a learned beginning
 * the input is shifted by one and starts with the mask id, so that the first token is predicted too and every process
 * counts the same tokens. Without one, the first token is always given.
 *
 * @param tokens K
 * @param beginning what the network reads before the first token
 * @param given tokens at the start of a sequence that have no loss
 */
public record Autoregressive(int tokens, Beginning beginning, int given) implements GenerativeProcess {

    /** Predicts every token. */
    public Autoregressive(int tokens) {
        this(tokens, Beginning.LEARNED, 0);
    }

    @Override
    public Autoregressive given(int count) {
        return new Autoregressive(tokens, beginning, count);
    }

    @Override
    public AttentionPattern pattern(int length) {
        return AttentionPattern.CAUSAL;
    }

    @Override
    public LossInputs leftToRight(int[][] clean, SplittableRandom random) {
        return exact(clean);
    }

    @Override
    public <R> R match(
            Function<? super Autoregressive, ? extends R> nextToken,
            Function<? super BlockDiffusion, ? extends R> blocks,
            Function<? super SphereDiffusion, ? extends R> sphere) {
        return nextToken.apply(this);
    }

    /** Returns the inputs whose losses are exactly minus the log-probability of every token that is not given. */
    public LossInputs exact(int[][] clean) {
        int n = clean[0].length;
        int[] truth = Blocks.flat(clean);
        int[] ids = new int[truth.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % n == 0 ? tokens : truth[i - 1];
        }
        double[] weights = new double[ids.length];
        Arrays.setAll(weights, i -> i % n < given ? 0 : 1);
        LossInputs inputs = new LossInputs(
                clean.length, ids, new float[clean.length], truth, weights, pattern(n), 1, LossKind.CROSS_ENTROPY);
        return beginning == Beginning.LEARNED ? inputs : inputs.withoutBeginning();
    }
}
