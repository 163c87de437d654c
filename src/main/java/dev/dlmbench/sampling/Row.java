package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One sequence while it is drawn: its finished tokens, and the block at work. */
final class Row {
    private static final int[] NONE = {};

    final int number;
    final SplittableRandom random;
    final Meter meter = new Meter();
    final List<TraceStep> trace = new ArrayList<>();
    Sample.Ending ending = Sample.Ending.LENGTH;

    private int[] tokens;
    private int length;

    // the block at work
    int[] state = NONE;
    boolean[] given = {};
    double[] confidence = {}; // the probability that a token had when it was drawn
    double[] own = {}; // the probability that the network gives the present state of each open place
    Steps steps = new Steps(new double[1], NONE);
    boolean fresh; // whether the prediction is of the present state
    Logits logits = Logits.of(new float[0]);
    int first; // of the rows of the logits that are this row's

    Row(int number, SplittableRandom random, int room) {
        this.number = number;
        this.random = random;
        this.tokens = new int[room];
    }

    int length() {
        return length;
    }

    int token(int position) {
        return tokens[position];
    }

    /** Returns the finished tokens from {@code start} to {@code end}. */
    int[] tokens(int start, int end) {
        return Arrays.copyOfRange(tokens, start, end);
    }

    void append(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        tokens[length++] = token;
    }

    void shorten(int to) {
        length = to;
    }

    /** Begins a block of {@code size} tokens with noise where nothing is given. */
    void begin(BlockDiffusion process, int size, Template template) {
        state = new int[size];
        given = new boolean[size];
        confidence = new double[size];
        Arrays.fill(confidence, 1);
        fresh = false;
        for (int i = 0; i < size; i++) {
            given[i] = template.fixes(length + i);
            state[i] = given[i] ? template.at(length + i) : process.prior(random);
        }
    }

    /** Finishes the block. */
    void end() {
        for (int token : state) {
            append(token);
        }
    }

    /** Returns how many positions a step of the process could change. */
    int open(BlockDiffusion process) {
        int open = 0;
        for (int i = 0; i < state.length; i++) {
            open += !given[i] && process.open(state[i]) ? 1 : 0;
        }
        return open;
    }

    /** Returns the places in the block that a step of the process could change. */
    int[] openPlaces(BlockDiffusion process) {
        int[] places = new int[state.length];
        int count = 0;
        for (int i = 0; i < state.length; i++) {
            if (!given[i] && process.open(state[i])) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    Sample sample() {
        List<TraceStep> steps = trace.stream().map(step -> step.within(length)).toList();
        return new Sample(Arrays.copyOf(tokens, length), meter.calls(), ending, steps);
    }
}
