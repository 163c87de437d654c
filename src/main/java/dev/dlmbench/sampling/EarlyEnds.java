package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ends blocks before their last step, as {@link EarlyEnd} says. */
final class EarlyEnds {
    private final BlockDiffusion process;
    private final EarlyEnd rule;
    private final boolean counted;
    private final boolean tracked;
    private final boolean kept; // whether places that were taken keep their tokens
    private final StateWeights weights;
    private final PendingDraws draws;

    EarlyEnds(BlockDiffusion process, SamplingSpec spec) {
        this.process = process;
        this.rule = spec.early();
        this.counted = spec.selector().adaptive();
        this.tracked = !(spec.selector() instanceof Selector.Ancestral);
        this.kept = spec.selector()
                .match(() -> false, order -> true, ranking -> ranking.settledPlaces() == SettledPlaces.KEPT);
        this.weights = new StateWeights(process, spec.proposal());
        this.draws = new PendingDraws(process.tokens(), spec.proposal(), Measure.ENTROPY);
    }

    /**
     * Ends the blocks of some rows, whose predictions are new, and returns those rows.
     *
     * @param k number of the step that would follow
     */
    List<Row> end(List<Row> predicted, int k) {
        List<Row> rows = predicted.stream().filter(row -> !row.steps.last(k)).toList();
        weights.weigh(rows);
        List<List<PendingDraws.Ask>> asked = new ArrayList<>();
        for (Row row : rows) {
            asked.add(Arrays.stream(row.noisyPlaces(process))
                    .filter(i -> !kept || !row.settled[i])
                    .mapToObj(i -> draws.ask(row, i, true))
                    .toList());
        }
        draws.answer();
        List<Row> done = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (done(rows.get(i), k, asked.get(i))) {
                asked.get(i).forEach(PendingDraws.Ask::take);
                done.add(rows.get(i));
            }
        }
        return done;
    }

    /** Makes the answers the most probable tokens of the row, and returns whether its block is done. */
    private boolean done(Row row, int k, List<PendingDraws.Ask> answers) {
        double alpha = row.alpha(process, k, counted);
        int[] likeliest = row.state.clone();
        double entropy = 0;
        for (PendingDraws.Ask ask : answers) {
            int i = ask.place;
            boolean noise = tracked && !row.settled[i];
            CleanLaw law = noise ? CleanLaw.PREDICTED : CleanLaw.at(process, row, i, row.own, alpha);
            boolean same = !noise && law.prefers(row.state[i], ask.token, ask.probability);
            ask.token = same ? row.state[i] : ask.token;
            ask.probability = same ? law.ofState() : law.ofOther(ask.probability);
            entropy += law.entropy(ask.measure);
            likeliest[i] = ask.token;
        }
        row.unchanged = Arrays.equals(likeliest, row.likeliest) ? row.unchanged + 1 : 0;
        row.likeliest = likeliest;
        return row.unchanged >= rule.steps() && entropy < rule.entropy() * row.free();
    }
}
