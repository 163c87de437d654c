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
    double[] confidence = {}; // the probability that a token had when it was drawn
    double[] own = {}; // the probability that the network gives the present state of each noisy place
    Steps steps = NO_STEPS;
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
        confidence = new double[length];
        Arrays.fill(confidence, 1);
        steps = NO_STEPS;
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
}
