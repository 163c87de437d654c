package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The exact law of a block that is drawn by a selector which ranks proposals: the chain of states with every set of
 * proposals, weighed by its probability, and all noise in the places that are not taken. It is written from the rules
 * and shares nothing with the sampler but the denoiser, whose logits in single precision both read.
 */
final class ChainLaw {
    /** How much of a text each token is, for rankings that look at it. */
    static final List<Double> SHARES = List.of(.3, .2, .5);

    private final BlockDiffusion process;
    private final int tokens;
    private final SamplingSpec spec;
    private final ProposalRanking ranking;
    private final Denoiser denoiser;
    private final int[] prompt;

    /**
     * A block in the making.
     *
     * @param taken whether a place was taken, by its bit
     * @param best the most probable tokens of the last prediction; empty before the first
     * @param unchanged how often they have been the same
     */
    private record State(List<Integer> block, int taken, List<Integer> best, int unchanged) {}

    /**
     * What a place may become.
     *
     * @param drawn probabilities that tokens are proposed
     * @param ranked the same of the distribution that is ranked by
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(int index, boolean open, double[] drawn, double[] ranked) {}

    ChainLaw(BlockDiffusion process, SamplingSpec spec, Denoiser denoiser, int[] prompt) {
        this.process = process;
        this.tokens = denoiser.tokens();
        this.spec = spec;
        this.ranking = (ProposalRanking) spec.selector();
        this.denoiser = denoiser;
        this.prompt = prompt;
    }

    /** Returns the probabilities of all blocks of {@code n} tokens, the first token the most significant. */
    double[] law(int n) {
        double[] law = new double[(int) Math.pow(tokens, n)];
        boolean masks = process.masked(1) == 1;
        Map<State, Double> states = new HashMap<>();
        int noises = masks ? 1 : law.length;
        for (int code = 0; code < noises; code++) {
            List<Integer> block = masks ? Collections.nCopies(n, tokens) : digits(code, n);
            states.put(new State(block, 0, List.of(), 0), 1.0 / noises);
        }
        int steps = spec.plan().stepsFor(n);
        for (int k = 0; k < steps; k++) {
            Map<State, Double> next = new HashMap<>();
            for (Map.Entry<State, Double> entry : states.entrySet()) {
                boolean whole = open(entry.getKey()) == 0;
                if (whole && (editing() == 0 || k == 0)) {
                    law[code(entry.getKey().block())] += entry.getValue();
                } else {
                    step(entry.getKey(), entry.getValue(), k, steps, next, law);
                }
            }
            states = next;
        }
        states.forEach((state, probability) -> law[code(state.block())] += probability);
        return law;
    }

    private double editing() {
        return ranking instanceof BlockRefinement refinement ? refinement.editing() : 0;
    }

    private boolean untempered() {
        return ranking instanceof EntropyBound || ranking instanceof ProposalRanking.LowConfidence;
    }

    private static int open(State state) {
        return state.block().size() - Integer.bitCount(state.taken());
    }

    private void step(State state, double weight, int k, int steps, Map<State, Double> next, double[] law) {
        int n = state.block().size();
        double alpha =
                ranking instanceof EntropyBound ? 1 - open(state) / (double) n : target(k, steps, n) / (double) n;
        double[][] own = predicted(state.block(), alpha, 1);
        double[][] tempered = predicted(state.block(), alpha, spec.proposal().temperature());
        State seen = state;
        if (spec.early().ever() && k < steps - 1) {
            List<Integer> best = new ArrayList<>();
            double entropy = 0;
            for (int i = 0; i < n; i++) {
                boolean taken = (state.taken() >> i & 1) == 1;
                boolean kept = taken && !(ranking instanceof EntropyBound) && editing() == 0;
                double[] here = kept ? point(state.block().get(i)) : law(state, i, tempered[i], alpha);
                best.add(best(here));
                entropy += entropy(here);
            }
            int unchanged = best.equals(state.best()) ? state.unchanged() + 1 : 0;
            if (unchanged >= spec.early().steps() && entropy / n < spec.early().entropy()) {
                law[code(best)] += weight;
                return;
            }
            seen = new State(state.block(), state.taken(), best, unchanged);
        }
        boolean last = k == steps - 1;
        boolean greedy = spec.proposal().greedy() == Proposal.Greedy.ALWAYS
                || (last && spec.proposal().greedy() == Proposal.Greedy.LAST);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean open = (state.taken() >> i & 1) == 0;
            boolean token = state.block().get(i) != tokens;
            boolean again = token && process.predictionMatters() && (ranking instanceof EntropyBound || editing() > 0);
            if (open || again) {
                double[] drawn = law(state, i, tempered[i], alpha);
                double[] ranked = law(state, i, untempered() ? own[i] : tempered[i], alpha);
                places.add(new Place(i, open, greedy ? point(best(drawn)) : drawn, ranked));
            }
        }
        int due = Math.max(0, target(k + 1, steps, n) - Integer.bitCount(state.taken()));
        propose(seen, weight, places, new int[places.size()], 0, due, last, tempered, alpha, next);
    }

    /** Returns how many tokens the plan takes before step {@code k}. */
    private int target(int k, int steps, int n) {
        if (ranking instanceof EntropyBound) {
            return k;
        }
        return spec.plan() instanceof StepPlan.Cumulative
                ? (int) Math.ceil(k * n / (double) steps - 1e-9)
                : k * (n / steps) + Math.min(k, n % steps);
    }

    /** Goes through all tokens that may be proposed for places from the {@code at}-th on. */
    private void propose(
            State state,
            double weight,
            List<Place> places,
            int[] proposed,
            int at,
            int due,
            boolean last,
            double[][] tempered,
            double alpha,
            Map<State, Double> next) {
        if (at == places.size()) {
            decide(state, weight, places, proposed, due, last, tempered, alpha, next);
            return;
        }
        for (int v = 0; v < tokens; v++) {
            double probability = places.get(at).drawn()[v];
            if (probability > 0) {
                proposed[at] = v;
                propose(state, weight * probability, places, proposed, at + 1, due, last, tempered, alpha, next);
            }
        }
    }

    private void decide(
            State state,
            double weight,
            List<Place> places,
            int[] proposed,
            int due,
            boolean last,
            double[][] tempered,
            double alpha,
            Map<State, Double> next) {
        boolean again = ranking instanceof EntropyBound;
        List<Integer> candidates = IntStream.range(0, places.size())
                .filter(j -> again || places.get(j).open())
                .boxed()
                .toList();
        List<Integer> chosen = again && last ? candidates : chosen(candidates, places, proposed, due);
        List<Integer> block = new ArrayList<>(state.block());
        int taken = state.taken();
        for (int j : candidates) {
            int i = places.get(j).index();
            if (chosen.contains(j)) {
                block.set(i, proposed[j]);
                taken |= 1 << i;
            } else {
                block.set(i, -1);
                taken &= ~(1 << i);
            }
        }
        for (int j = 0; j < places.size() && !again; j++) {
            Place place = places.get(j);
            if (!place.open() && proposed[j] != state.block().get(place.index())) {
                double sure = law(state, place.index(), tempered[place.index()], alpha)[proposed[j]];
                if (sure > editing()) {
                    block.set(place.index(), proposed[j]);
                }
            }
        }
        noise(new State(block, taken, state.best(), state.unchanged()), weight, next);
    }

    private List<Integer> chosen(List<Integer> candidates, List<Place> places, int[] proposed, int due) {
        if (ranking instanceof EntropyBound rule) {
            List<Integer> rising = candidates.stream()
                    .sorted(Comparator.comparingDouble(
                            (Integer j) -> entropy(places.get(j).ranked())))
                    .toList();
            double before = 0;
            int count = 0;
            for (int j : rising) {
                if (count > 0 && before > rule.bound()) {
                    break;
                }
                before += entropy(places.get(j).ranked());
                count++;
            }
            return rising.subList(0, count);
        }
        List<Integer> falling = candidates.stream()
                .sorted(Comparator.comparingDouble((Integer j) -> ranking instanceof ProposalRanking.Frequency
                        ? -SHARES.get(proposed[j])
                        : -places.get(j).ranked()[proposed[j]]))
                .toList();
        List<Integer> chosen = new ArrayList<>(falling.subList(0, Math.min(due, falling.size())));
        if (ranking instanceof BlockRefinement rule) {
            for (int j : falling) {
                if (!chosen.contains(j) && places.get(j).ranked()[proposed[j]] > rule.bound()) {
                    chosen.add(j);
                }
            }
        }
        return chosen;
    }

    /** Fills places that were not taken with noise, in every way. */
    private void noise(State state, double weight, Map<State, Double> next) {
        int at = state.block().indexOf(-1);
        if (at < 0) {
            next.merge(state, weight, Double::sum);
            return;
        }
        boolean mask = process.masked(1) == 1;
        for (int v = mask ? tokens : 0; v < (mask ? tokens + 1 : tokens); v++) {
            List<Integer> block = new ArrayList<>(state.block());
            block.set(at, v);
            State filled = new State(block, state.taken(), state.best(), state.unchanged());
            noise(filled, mask ? weight : weight / tokens, next);
        }
    }

    /**
     * Returns the law of the clean token of a place: of an open one the prediction; of one with a token that was drawn
     * {@code p(j) (alpha [j = token] + uniform / K)}, normalised, and certainty where noise is nothing but masks.
     */
    private double[] law(State state, int i, double[] prediction, double alpha) {
        int token = state.block().get(i);
        if ((state.taken() >> i & 1) == 0) {
            return prediction;
        }
        if (!process.predictionMatters()) {
            return point(token);
        }
        double uniform = process.uniform(process.time(alpha)) / tokens;
        double[] law = new double[tokens];
        for (int v = 0; v < tokens; v++) {
            law[v] = prediction[v] * ((v == token ? alpha : 0) + uniform);
        }
        double total = Arrays.stream(law).sum();
        if (total == 0) {
            return point(token);
        }
        return Arrays.stream(law).map(each -> each / total).toArray();
    }

    private double[][] predicted(List<Integer> block, double alpha, double temperature) {
        denoiser.open(1, block.size(), 2 * block.size(), prompt.length + block.size());
        int[] ids = block.stream().mapToInt(Integer::intValue).toArray();
        float[] logits = denoiser.denoise(new int[1], prompt, ids, new double[] {alpha}, prompt.length)
                .values();
        double[][] predicted = new double[ids.length][tokens];
        for (int i = 0; i < ids.length; i++) {
            double total = 0;
            for (int v = 0; v < tokens; v++) {
                predicted[i][v] = Math.exp(logits[i * (tokens + 1) + v] / temperature);
                total += predicted[i][v];
            }
            for (int v = 0; v < tokens; v++) {
                predicted[i][v] /= total;
            }
        }
        return predicted;
    }

    private double[] point(int token) {
        double[] point = new double[tokens];
        point[token] = 1;
        return point;
    }

    private static int best(double[] law) {
        int best = 0;
        for (int v = 1; v < law.length; v++) {
            best = law[v] > law[best] ? v : best;
        }
        return best;
    }

    private static double entropy(double[] law) {
        return Arrays.stream(law).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
    }

    private List<Integer> digits(int code, int n) {
        Integer[] digits = new Integer[n];
        int left = code;
        for (int i = n - 1; i >= 0; i--) {
            digits[i] = left % tokens;
            left /= tokens;
        }
        return List.of(digits);
    }

    private int code(List<Integer> block) {
        int code = 0;
        for (int token : block) {
            code = code * tokens + token;
        }
        return code;
    }
}
