package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.Optional;

/**
 * What a process asks about clean tokens: losses of a corrupted batch, and logits while decoding. A trained network
 * answers, or the exact source in its place. Whoever asks for logits closes them. It is not safe for use by threads.
 */
public interface Denoiser extends AutoCloseable {

    /** Returns K, the number of real tokens; the mask id is K. */
    int tokens();

    /** Returns whether the answers depend on alpha, and not on the rows alone. */
    boolean timed();

    /** Returns whether a network answers, or what stands for one, so that answers count as its calls. */
    default boolean network() {
        return true;
    }

    /**
     * Returns how many copies it keeps of every sequence: with classifier-free guidance one that shows the class and
     * one that does not. Tokens are committed in each.
     */
    default int copies() {
        return 1;
    }

    /** Returns how many of the copies are asked for a prediction at an alpha level. */
    default int asked(double alpha) {
        return 1;
    }

    /** Returns how often a classifier is asked for a prediction at an alpha level, for a block with so many masks. */
    default long classified(double alpha, int masks) {
        return 0;
    }

    /** Returns the score that it has for whole candidates in place of predictions; nothing where it predicts tokens. */
    default Optional<CandidateScore> energy() {
        return Optional.empty();
    }

    /** Returns every position's loss in nats (B, n). */
    double[] losses(LossInputs inputs);

    /**
     * Starts decoding.
     *
     * @param batch sequences side by side
     * @param block S, in tokens; 1 for autoregression
     * @param window tokens that a block sees at most, itself included; a multiple of S
     * @param maxLength tokens that a sequence can come to have
     */
    void open(int batch, int block, int window, int maxLength);

    /** Goes on with these of the sequences only, in rising order; they are numbered anew from 0. */
    void keep(int[] sequences);

    /**
     * Returns logits (B, R, K + 1) of the rows of a block, which see the committed tokens before them and each other;
     * the mask's own logit means nothing.
     *
     * @param sequences the B that the call is for, in rising order; all of them where tokens are committed
     * @param finished (B, C) clean tokens before the rows, not committed yet, which are committed first; may be empty
     * @param ids (B, R)
     * @param alpha (B) alpha of the rows
     * @param start position of the first row, those committed here not counted among the rows
     */
    Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start);

    /**
     * Returns logits (B, n, K + 1) of whole sequences whose positions hold vectors in place of tokens, each of which
     * sees all of its sequence. Nothing is committed, and nothing need be opened.
     *
     * @param vectors (B, n, K + 1)
     * @param alpha (B) alpha of the sequences
     * @throws UnsupportedOperationException if it reads tokens only
     */
    default Logits ofVectors(float[] vectors, double[] alpha) {
        throw new UnsupportedOperationException("reads tokens only");
    }

    /**
     * Returns logits (B, K + 1) of the token after the given ones, which are committed: an autoregressive step.
     *
     * @param ids (B, R) of all sequences: the mask id where a sequence begins, then its tokens
     * @param start position of the first of them, the beginning counted
     */
    Logits next(int[] ids, int start);

    /**
     * Returns logits (B, S, K + 1) of every token of a candidate block given the tokens before it, candidates included,
     * as blocks of one token have them (BlockGen, arXiv 2606.02241, verification). Nothing is committed.
     *
     * @param sequences the B that the call is for, in rising order
     * @param candidate (B, S) clean tokens
     * @param noise (B, S) what stands in the place of the tokens asked for
     * @param start position of the block
     */
    Logits verify(int[] sequences, int[] candidate, int[] noise, int start);

    /**
     * Returns logits (B, R, K + 1) of the rows of a block, each of which sees the committed tokens and, of the block,
     * the rows up to itself. Nothing is committed.
     *
     * @param sequences the B that the call is for, in rising order
     * @param ids (B, R)
     * @param alpha (B) alpha of the rows
     * @param start position of the first row
     * @throws UnsupportedOperationException if it does not predict so
     */
    default Logits causal(int[] sequences, int[] ids, double[] alpha, int start) {
        throw new UnsupportedOperationException("blocks are not predicted left to right");
    }

    @Override
    void close();
}
