package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes steps of rows side by side, given the network's predictions. */
final class StepTaker {
    private final BlockDiffusion process;
    private final SamplingSpec spec;
    private final Prediction prediction;
    private final PendingDraws draws;
    private final List<Choice> choices = new ArrayList<>();
    private final Prediction own; // the network's prediction, tempered only
    private final Prediction leftToRight; // the left-to-right prediction, tempered only

    StepTaker(BlockDiffusion process, SamplingSpec spec) {
        this.process = process;
        this.spec = spec;
        this.prediction = new Prediction(process.tokens(), spec.proposal());
        this.draws = new PendingDraws(
                process.tokens(), spec.proposal(), measure(spec.selector().kind()));
        this.own = new Prediction(process.tokens(), spec.proposal().unfiltered());
        this.leftToRight = new Prediction(process.tokens(), spec.proposal().unfiltered());
    }

    private static Measure measure(Selector.Kind selector) {
        return switch (selector) {
            case MARGIN -> Measure.MARGIN;
            case ENTROPY -> Measure.ENTROPY;
            default -> Measure.NONE;
        };
    }

    /**
     * A row that chooses among its proposals once they are there.
     *
     * @param proposals for its open places
     * @param count how many the plan wants
     */
    private record Choice(List<PendingDraws.Ask> proposals, int count) {}

    /** Takes step {@code k} of the plan of every row. */
    void step(List<Row> rows, int k) {
        weigh(rows);
        List<PendingDraws.Ask> decided = new ArrayList<>();
        for (Row row : rows) {
            boolean last = k == row.steps.count() - 1;
            boolean greedy = spec.proposal().greedy() == Proposal.Greedy.ALWAYS
                    || (last && spec.proposal().greedy() != Proposal.Greedy.NEVER);
            row.fresh = spec.selector().kind() == Selector.Kind.ANCESTRAL
                    ? !everyPlace(row, k, greedy, decided)
                    : !chosenPlaces(row, k, greedy, decided);
        }
        draws.answer();
        choices.forEach(choice -> choose(choice, decided));
        choices.clear();
        decided.forEach(StepTaker::take);
    }

    private static void take(PendingDraws.Ask ask) {
        Row row = ask.row;
        row.fresh &= row.state[ask.place] == ask.token;
        row.state[ask.place] = ask.token;
        row.confidence[ask.place] = ask.probability;
    }

    /** Has every row know what the network gives the present state of each of its open places. */
    private void weigh(List<Row> rows) {
        if (!process.predictionMatters()) {
            return;
        }
        rows.forEach(row -> row.own = new double[row.state.length]);
        rows.stream().collect(Collectors.groupingBy(row -> row.logits)).forEach((logits, its) -> {
            int places = its.stream().mapToInt(row -> row.open(process)).sum();
            if (logits instanceof HeldLogits held && held.pays(places)) {
                weigh(its, held);
            } else {
                its.forEach(this::weighHere);
            }
        });
    }

    private void weighHere(Row row) {
        for (int i : row.openPlaces(process)) {
            row.own[i] = own(row.logits.values(), row.first + i, row.state[i]);
        }
    }

    /** Returns the probability that a row of logits gives a state. */
    private double own(float[] logits, int at, int state) {
        return state == process.tokens()
                ? prediction.maskShare(logits, at)
                : prediction.read(logits, at).probability(state);
    }

    private void weigh(List<Row> rows, HeldLogits logits) {
        IntStream.Builder places = IntStream.builder();
        IntStream.Builder states = IntStream.builder();
        for (Row row : rows) {
            for (int i : row.openPlaces(process)) {
                places.add(row.first + i);
                states.add(row.state[i]);
            }
        }
        double[] probabilities = logits.probabilities(
                spec.proposal().distribution(),
                places.build().toArray(),
                states.build().toArray());
        int next = 0;
        for (Row row : rows) {
            for (int i : row.openPlaces(process)) {
                row.own[i] = probabilities[next++];
            }
        }
    }

    /** Moves every position for itself, but for draws, and returns whether any changed. */
    private boolean everyPlace(Row row, int k, boolean greedy, List<PendingDraws.Ask> asked) {
        double time = row.steps.times()[k];
        double earlier = row.steps.times()[k + 1];
        Corrector corrector = spec.corrector();
        double kappa = corrector.kappa(time, process.alpha(time), process.alpha(earlier), 1);
        if (corrector.kind() == Corrector.Kind.REMDM_CONFIDENCE && kappa != 1) {
            return everyPlaceByItsShare(row, time, earlier, greedy, asked);
        }
        boolean tail = greedy && earlier == 0 && process.predictionMatters();
        Move visible = kappa == 1 ? Move.STAY : corrected(Move.STAY, Move.STAY, kappa, earlier);
        Move masked = process.predictionMatters() ? Move.STAY : move(row, process.tokens(), 0, kappa, time, earlier);
        boolean changed = false;
        for (int i = 0; i < row.state.length; i++) {
            int old = row.state[i];
            boolean open = process.open(old);
            if (!row.given[i] && (open || kappa != 1)) {
                Move move = masked;
                if (tail && open) {
                    move = Move.DRAW;
                } else if (!open) {
                    move = visible;
                } else if (process.predictionMatters()) {
                    move = move(row, old, i, kappa, time, earlier);
                }
                place(row, i, move, greedy, asked);
                changed |= row.state[i] != old;
            }
        }
        return changed;
    }

    /** As {@link #everyPlace}, where a correction falls on each position by its share. */
    private boolean everyPlaceByItsShare(
            Row row, double time, double earlier, boolean greedy, List<PendingDraws.Ask> asked) {
        double[] shares = correctionShares(row);
        boolean changed = false;
        for (int i = 0; i < row.state.length; i++) {
            int old = row.state[i];
            if (!row.given[i]) {
                double kappa = spec.corrector().kappa(time, process.alpha(time), process.alpha(earlier), shares[i]);
                Move move = process.open(old)
                        ? move(row, old, i, kappa, time, earlier)
                        : corrected(Move.STAY, Move.STAY, kappa, earlier);
                place(row, i, move, greedy, asked);
                changed |= row.state[i] != old;
            }
        }
        return changed;
    }

    /** Returns the step of an open state at place {@code i}. */
    private Move move(Row row, int state, int i, double kappa, double time, double earlier) {
        double own = process.predictionMatters() ? row.own[i] : 0;
        Move ancestral = process.move(state, own, time, earlier);
        return kappa == 1 ? ancestral : corrected(ancestral, process.move(state, own, time, 0), kappa, earlier);
    }

    private Move corrected(Move ancestral, Move clean, double kappa, double earlier) {
        return ancestral.corrected(
                kappa, clean, process.alpha(earlier), process.uniform(earlier), process.masked(earlier));
    }

    private void place(Row row, int i, Move move, boolean greedy, List<PendingDraws.Ask> asked) {
        switch (move.choose(row.random.nextDouble())) {
            case DRAW -> asked.add(draws.ask(row, i, greedy));
            case UNIFORM -> {
                row.state[i] = row.random.nextInt(process.tokens());
                row.confidence[i] = 0;
            }
            case MASK -> row.state[i] = process.tokens();
            case KEEP -> {}
        }
    }

    /**
     * Returns how much of a correction falls on each position: by a softmax over minus the probabilities that visible
     * tokens had when they were drawn (ReMDM, confidence).
     */
    private double[] correctionShares(Row row) {
        double[] shares = new double[row.state.length];
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = row.given[i] || process.open(row.state[i]) ? 0 : Math.exp(-row.confidence[i]);
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = total == 0 ? 0 : shares[i] / total;
        }
        return shares;
    }

    /** Asks for tokens of the positions that the selector chooses, and returns whether there are any. */
    private boolean chosenPlaces(Row row, int k, boolean greedy, List<PendingDraws.Ask> asked) {
        Selector.Kind kind = spec.selector().kind();
        int[] open = row.openPlaces(process);
        int count = Math.min(row.steps.counts()[k], open.length);
        if (!kind.ranks() && !kind.adaptive()) {
            int[] chosen = inOrder(row, open, count);
            for (int i : chosen) {
                asked.add(draws.ask(row, i, greedy));
            }
            return chosen.length > 0;
        }
        List<PendingDraws.Ask> proposals = new ArrayList<>();
        for (int i : open) {
            proposals.add(draws.ask(row, i, greedy));
        }
        choices.add(new Choice(proposals, count));
        return false;
    }

    /** Adds the best proposals of a row. */
    private void choose(Choice choice, List<PendingDraws.Ask> decided) {
        List<PendingDraws.Ask> proposals = choice.proposals();
        if (proposals.isEmpty()) {
            return;
        }
        Selector.Kind kind = spec.selector().kind();
        double[] scores = proposals.stream()
                .mapToDouble(ask -> kind == Selector.Kind.MARGIN
                        ? ask.measure
                        : kind == Selector.Kind.ENTROPY ? -ask.measure : ask.probability)
                .toArray();
        for (int j : best(proposals.get(0).row, scores, choice.count())) {
            decided.add(proposals.get(j));
        }
    }

    private int[] best(Row row, double[] scores, int count) {
        Selector selector = spec.selector();
        if (selector.kind().adaptive()) {
            int[] order = Selection.largest(scores, scores.length);
            double[] falling = Arrays.stream(order).mapToDouble(j -> scores[j]).toArray();
            int accepted = selector.kind() == Selector.Kind.FACTOR
                    ? Selection.factor(falling, selector.bound())
                    : Selection.threshold(falling, selector.bound());
            return Arrays.copyOf(order, accepted);
        }
        return selector.temperature() == 0
                ? Selection.largest(scores, count)
                : Selection.drawn(scores, selector.temperature(), count, row.random);
    }

    /** Chooses among open places without looking at the prediction. */
    private int[] inOrder(Row row, int[] open, int count) {
        int[] chosen = new int[count];
        switch (spec.selector().kind()) {
            case RANDOM -> {
                int left = count;
                for (int j = 0; j < open.length && left > 0; j++) {
                    if (row.random.nextInt(open.length - j) < left) {
                        chosen[count - left--] = open[j];
                    }
                }
            }
            case PERMUTATION -> {
                int found = 0;
                for (int j = 0; j < spec.selector().order().size() && found < count; j++) {
                    int place = spec.selector().order().get(j);
                    if (Arrays.binarySearch(open, place) >= 0) {
                        chosen[found++] = place;
                    }
                }
                chosen = Arrays.copyOf(chosen, found);
            }
            default -> System.arraycopy(open, 0, chosen, 0, count);
        }
        return chosen;
    }

    /** Draws the whole block of every row clean from the prediction. */
    void complete(List<Row> rows, int k) {
        weigh(rows);
        boolean greedy = spec.proposal().greedy() == Proposal.Greedy.ALWAYS;
        List<PendingDraws.Ask> asked = new ArrayList<>();
        for (Row row : rows) {
            double time = row.steps.times()[k];
            for (int i : row.openPlaces(process)) {
                place(row, i, move(row, row.state[i], i, 1, time, 0), greedy, asked);
            }
        }
        draws.answer();
        asked.forEach(StepTaker::take);
    }

    /**
     * Gives as many positions back to noise as the new time has noisy ones: {@code max(1, round((1 - alpha) S))}.
     *
     * @param before the state that the prediction is of
     * @param read left-to-right predictions of the whole batch, where the score needs them
     * @param first of them that is the row's own
     */
    void remask(Row row, int[] before, int k, float[] read, int first) {
        double earlier = row.steps.times()[k + 1];
        int size = row.state.length;
        int count = (int) Math.max(1, Math.rint((1 - process.alpha(earlier)) * size));
        int[] free = new int[size];
        int many = 0;
        for (int i = 0; i < size; i++) {
            if (!row.given[i]) {
                free[many++] = i;
            }
        }
        double[] scores = new double[many];
        for (int j = 0; j < many; j++) {
            scores[j] = score(row, before, free[j], read, first + free[j]);
        }
        int[] worst = spec.corrector().rule() == Corrector.Rule.TOP
                ? Selection.largest(rounded(scores), Math.min(count, many))
                : Selection.proportional(scores, Math.min(count, many), row.random);
        for (int j : worst) {
            row.state[free[j]] = process.prior(row.random);
            row.confidence[free[j]] = 0;
        }
    }

    /** Single precision decides no ties: of scores that are equal but for it, the first counts as the largest. */
    private static double[] rounded(double[] scores) {
        return Arrays.stream(scores).map(score -> Math.rint(1e5 * score) / 1e5).toArray();
    }

    private double score(Row row, int[] before, int i, float[] read, int at) {
        Corrector.Score score = spec.corrector().score();
        if (score == Corrector.Score.RANDOM) {
            return row.random.nextDouble();
        }
        if (score.verified()) {
            leftToRight.read(read, at);
        }
        boolean decoded = !process.open(before[i]);
        if (decoded) {
            own.certain(before[i]);
        } else {
            own.read(row.logits.values(), row.first + i);
        }
        return switch (score) {
            case NLL -> -Math.log(Math.max(leftToRight.probability(row.state[i]), Double.MIN_NORMAL));
            case GAP ->
                Math.log(leftToRight.probability(leftToRight.best())
                        / Math.max(leftToRight.probability(row.state[i]), Double.MIN_NORMAL));
            case AR_ENTROPY -> leftToRight.entropy();
            case KL -> leftToRight.divergenceFrom(own);
            case REVERSE_KL -> own.divergenceFrom(leftToRight);
            case TOTAL_VARIATION -> own.distance(leftToRight);
            case ENTROPY -> own.entropy();
            case CONFIDENCE -> 1 - own.probability(own.best());
            case MARGIN -> 1 - own.margin();
            case RANDOM -> throw new AssertionError(score);
        };
    }
}
