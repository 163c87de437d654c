package dev.dlmbench.sampling;

import dev.dlmbench.base.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One sequence while it is drawn: what is asked of it, its finished tokens, and what it cost. */
final class Draft {
    final int number;
    final SplittableRandom random;
    final SequenceCondition condition;
    final Meter meter;
    final List<TraceStep> trace = new ArrayList<>();
    DrawnSequence.Ending ending = DrawnSequence.Ending.LENGTH;

    private final Optional<Path> path;
    private final Optional<TokenChoice> choice;
    private int[] tokens;
    private int length;

    /**
     * Starts a sequence.
     *
     * @param number by which it is told from others
     * @param random its own random numbers
     * @param room for so many tokens at first
     */
    Draft(int number, SplittableRandom random, SequenceCondition condition, int room) {
        this(number, random, condition, room, new Meter(true));
    }

    /**
     * Starts a sequence.
     *
     * @param number by which it is told from others
     * @param random its own random numbers
     * @param room for so many tokens at first
     * @param meter that counts what it costs
     */
    Draft(int number, SplittableRandom random, SequenceCondition condition, int room, Meter meter) {
        this(number, random, condition, room, meter, Optional.empty(), Optional.empty());
    }

    private Draft(
            int number,
            SplittableRandom random,
            SequenceCondition condition,
            int room,
            Meter meter,
            Optional<Path> path,
            Optional<TokenChoice> choice) {
        this.meter = meter;
        this.number = number;
        this.random = random;
        this.condition = condition;
        this.path = path;
        this.choice = choice;
        this.tokens = new int[Math.max(1, Math.min(condition.length(), room))];
    }

    /** Starts a sequence that comes to be {@code text}, whose first {@code given} tokens are given. */
    static Draft along(int[] text, int given) {
        Template prefix = Template.of(Arrays.copyOf(text, given));
        SequenceCondition condition = new SequenceCondition(prefix, text.length);
        return new Draft(
                0,
                new Seeds(0).stream("path"),
                condition,
                text.length,
                new Meter(true),
                Optional.of(new Path(text)),
                Optional.empty());
    }

    /** Starts a sequence whose tokens come from elsewhere, with noise of its own. */
    static Draft led(
            int number, SplittableRandom random, SequenceCondition condition, Meter meter, TokenChoice choice) {
        return new Draft(number, random, condition, condition.length(), meter, Optional.empty(), Optional.of(choice));
    }

    /** Returns the text that it comes to be, whatever the model would draw; nothing where it is drawn. */
    Optional<Path> path() {
        return path;
    }

    /** Returns what says which tokens it gets; nothing where they are drawn, or those of a text. */
    Optional<TokenChoice> choice() {
        return choice;
    }

    int length() {
        return length;
    }

    /** Returns how many tokens it lacks at most. */
    int missing() {
        return condition.length() - length;
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

    DrawnSequence sample() {
        List<TraceStep> steps = trace.stream().map(step -> step.within(length)).toList();
        return new DrawnSequence(Arrays.copyOf(tokens, length), meter.calls(), ending, steps);
    }
}
