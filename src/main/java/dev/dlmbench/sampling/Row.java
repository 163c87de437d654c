package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Logits;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A sequence of tokens in a batch: its draft, and its block at work. */
final class Row {
    private static final int[] NONE = {};
    private static final Steps NO_STEPS = new Steps(new double[1], NONE);

    final Draft draft;
    final SplittableRandom random;

    int[] state = NONE;
    boolean[] given = {};
    boolean[] settled = {}; // places whose tokens a selector took where noise looks like tokens
    double[] confidence = {}; // the probability that a token had when it was drawn
    double[] own = {}; // the probability that the network gives the present state of each noisy place
    double[] ownUntempered = {}; // the same of its own distribution, neither tempered nor filtered
    Steps steps = NO_STEPS;
    int revealed; // how many places the steps reveal
    int[] likeliest = NONE; // the most probable tokens of the last prediction that was looked at
    int[] drafted = NONE; // the tokens that a step's draws have where they are settled beforehand
    int unchanged; // predictions in a row, before that one, that had the same
    boolean fresh; // whether the prediction is of the present state
    Logits logits = Logits.of(new float[0]);
    int first; // of the rows of the logits that are this row's

    Row(Draft draft) {
        this.draft = draft;
        this.random = draft.random;
    }

    /** Begins a block of {@code size} tokens, or as many as the sequence lacks, with noise where nothing is given. */
    void begin(BlockDiffusion process, int size) {
        Template template = draft.condition.given();
        int length = Math.min(size, draft.missing());
        state = new int[length];
        given = new boolean[length];
        settled = new boolean[length];
        confidence = new double[length];
        Arrays.fill(confidence, 1);
        steps = NO_STEPS;
        likeliest = NONE;
        drafted = NONE;
        unchanged = 0;
        fresh = false;
        for (int i = 0; i < length; i++) {
            given[i] = template.fixes(draft.length() + i);
            state[i] = given[i] ? template.at(draft.length() + i) : process.prior(random);
        }
    }

    /** Finishes the block. */
    void end() {
        for (int token : state) {
            draft.append(token);
        }
    }

    /** Returns how many positions a step of the process could change. */
    int noisy(BlockDiffusion process) {
        int noisy = 0;
        for (int i = 0; i < state.length; i++) {
            noisy += !given[i] && process.noisy(state[i]) ? 1 : 0;
        }
        return noisy;
    }

    /** Returns the places in the block that a step of the process could change. */
    int[] noisyPlaces(BlockDiffusion process) {
        int[] places = new int[state.length];
        int count = 0;
        for (int i = 0; i < state.length; i++) {
            if (!given[i] && process.noisy(state[i])) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** Returns how many places at the start of the block are given. */
    int givenFirst() {
        int count = 0;
        while (count < given.length && given[count]) {
            count++;
        }
        return count;
    }

    /** Returns how many places in the block are not given. */
    int free() {
        int free = 0;
        for (boolean each : given) {
            free += each ? 0 : 1;
        }
        return free;
    }

    /** Returns how many places in the block are neither given nor taken: those that a selector has yet to reveal. */
    int open(BlockDiffusion process) {
        int open = 0;
        for (int i = 0; i < state.length; i++) {
            open += !given[i] && !settled[i] && process.noisy(state[i]) ? 1 : 0;
        }
        return open;
    }

    /**
     * Returns the level that the block is at.
     *
     * @param k number of the step
     * @param counted whether it is the share of what is known, and not that of the plan's time
     */
    double alpha(BlockDiffusion process, int k, boolean counted) {
        return counted ? 1 - (double) open(process) / state.length : process.alpha(steps.time(k));
    }

    /** Gives a place back to noise. */
    void renoise(BlockDiffusion process, int i) {
        int noise = process.prior(random);
        fresh &= state[i] == noise;
        state[i] = noise;
        confidence[i] = 0;
        settled[i] = false;
    }
}
