package dev.dlmbench.sampling;

import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.HeldLogits.Draws;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tokens that a step asks for. All rows ask before any is answered, so that an engine which holds the logits is
 * called once. A row's random numbers are drawn as it asks, hence in the same order whoever answers.
 */
final class PendingDraws {
    private static final double GREEDY = -1;

    private final Prediction prediction;
    private final Prediction ranked;
    private final Proposal proposal;
    private final Proposal ranking;
    private final boolean apart;
    private final Measure measure;
    private final List<Ask> asks = new ArrayList<>();

    /** Makes room for draws over K {@code tokens}, which also tell what is to be measured of their distributions. */
    PendingDraws(int tokens, Proposal proposal, Measure measure) {
        this(tokens, proposal, measure, proposal);
    }

    /**
     * Makes room for draws over K {@code tokens}.
     *
     * @param measure told of each draw's distribution under {@code ranking}; where it is nothing, the drawn token's
     *     probability is told
     */
    PendingDraws(int tokens, Proposal proposal, Measure measure, Proposal ranking) {
        this.prediction = new Prediction(tokens, proposal);
        this.apart = !ranking.distribution().equals(proposal.distribution());
        this.ranked = apart ? new Prediction(tokens, ranking) : prediction;
        this.proposal = proposal;
        this.ranking = ranking;
        this.measure = measure;
    }

    /** Returns whether draws are ranked by another distribution than they are made from. */
    boolean ranksApart() {
        return apart;
    }

    /** A token asked for, and what became of it. */
    final class Ask {
        final Row row;
        final int place;
        int token;
        double probability;
        double ranked; // its probability under the distribution that is ranked by
        double measure;
        private final double uniform;
        private final double evidence;

        private Ask(Row row, int place, double uniform, double evidence) {
            this.row = row;
            this.place = place;
            this.uniform = uniform;
            this.evidence = evidence;
        }

        /**
         * Keeps the present token where what it says of itself outweighs that another is likelier by the prediction.
         */
        void weigh() {
            if (evidence > 0 && token != row.state[place]) {
                double own = row.own[place];
                if (Math.log(own) + evidence >= Math.log(probability)) {
                    answer(row.state[place], own, ranked, measure);
                }
            }
        }

        /** Lets what leads the sequence, if anything does, say which token it is, now that its place is settled. */
        void choose() {
            row.draft.choice().ifPresent(choice -> {
                Prediction law = prediction.read(row.logits.row(row.first + place, prediction.width()), 0);
                token = choice.token(row.draft.length() + place, law.probabilities());
                probability = law.probability(token);
            });
        }

        /** Puts the token in its place. */
        void take() {
            choose();
            row.fresh &= row.state[place] == token;
            row.state[place] = token;
            row.confidence[place] = probability;
            row.draft.path().ifPresent(path -> path.step(probability));
        }

        /**
         * Returns the token that the text has here where the sequence follows one, or the draft, else the one drawn.
         */
        private int led(int drawn) {
            int settled = row.drafted.length > 0 ? row.drafted[place] : drawn;
            return row.draft
                    .path()
                    .map(path -> path.token(row.draft.length() + place))
                    .orElse(settled);
        }

        private void answer(int chosen, double itsProbability, double itsRanked, double measured) {
            token = chosen;
            probability = itsProbability;
            ranked = itsRanked;
            measure = measured;
        }
    }

    /** Asks for a token at {@code place} of the row's block: the most probable one if {@code greedy}, else a draw. */
    Ask ask(Row row, int place, boolean greedy) {
        return add(new Ask(row, place, greedy ? GREEDY : row.random.nextDouble(), 0));
    }

    /** Asks for the most probable token at a place, whose present one says so much of itself, in nats. */
    Ask best(Row row, int place, double evidence) {
        return add(new Ask(row, place, GREEDY, evidence));
    }

    private Ask add(Ask ask) {
        asks.add(ask);
        return ask;
    }

    /** Returns the rows that asked for draws since the last time, and the last place of each. */
    Map<Row, Integer> drawing() {
        Map<Row, Integer> last = new LinkedHashMap<>();
        asks.stream().filter(ask -> ask.uniform != GREEDY).forEach(ask -> last.merge(ask.row, ask.place, Math::max));
        return last;
    }

    /** Answers all who asked since the last time. */
    void answer() {
        asks.stream().collect(Collectors.groupingBy(ask -> ask.row.logits)).forEach((logits, asking) -> {
            if (logits instanceof HeldLogits held && held.pays(asking.size())) {
                answer(asking, held);
            } else {
                asking.forEach(ask -> answer(ask, logits));
            }
        });
        asks.clear();
    }

    private void answer(Ask ask, Logits logits) {
        int row = ask.row.first + ask.place;
        int token = ask.led(prediction.read(logits.values(), row).draw(ask.uniform));
        Prediction by = apart ? ranked.read(logits.values(), row) : prediction;
        double measured =
                switch (measure) {
                    case NONE -> 0;
                    case MARGIN -> by.margin();
                    case ENTROPY -> by.entropy();
                    case MAXIMUM -> by.probability(by.best());
                };
        ask.answer(token, prediction.probability(token), by.probability(token), measured);
    }

    private void answer(List<Ask> asking, HeldLogits logits) {
        int[] rows = asking.stream().mapToInt(ask -> ask.row.first + ask.place).toArray();
        double[] uniforms = asking.stream().mapToDouble(ask -> ask.uniform).toArray();
        boolean measuredApart = apart && measure != Measure.NONE;
        Draws draws = logits.draw(proposal.distribution(), rows, uniforms, measuredApart ? Measure.NONE : measure);
        int[] tokens = IntStream.range(0, rows.length)
                .map(i -> asking.get(i).led(draws.tokens()[i]))
                .toArray();
        double[] probabilities = Arrays.equals(tokens, draws.tokens())
                ? draws.probabilities()
                : logits.probabilities(proposal.distribution(), rows, tokens);
        double[] ranks =
                apart && !measuredApart ? logits.probabilities(ranking.distribution(), rows, tokens) : probabilities;
        double[] measures = measuredApart
                ? logits.draw(ranking.distribution(), rows, uniforms, measure).measures()
                : draws.measures();
        for (int i = 0; i < rows.length; i++) {
            asking.get(i).answer(tokens[i], probabilities[i], ranks[i], measures[i]);
        }
    }
}
