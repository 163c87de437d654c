package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.process.CandidateScore.Candidate;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Blocks chosen among several that positions draw for themselves, as {@link ImportanceResampling} says. */
final class ResampledBlocks implements BlockDrafts {
    private final BlockDiffusion process;
    private final ImportanceResampling resampling;
    private final boolean adaptive;
    private final CandidateScore score;
    private final Proposal proposal;
    private final PendingDraws draws;

    ResampledBlocks(BlockDiffusion process, ImportanceResampling resampling, SamplingSpec spec, Companion companion) {
        this.process = process;
        this.resampling = resampling;
        this.adaptive = spec.selector().adaptive();
        this.score = companion.score();
        this.proposal = spec.proposal();
        this.draws = new PendingDraws(process.tokens(), spec.proposal(), Measure.NONE);
    }

    /**
     * A block that a row could go on with.
     *
     * @param asked the tokens of its noisy places
     */
    record Proposed(Row row, List<PendingDraws.Ask> asked) {

        /** Returns the block. */
        int[] block() {
            int[] block = row.state.clone();
            asked.forEach(ask -> block[ask.place] = ask.token);
            return block;
        }

        /** Returns the logarithm of the probability with which it was proposed. */
        double logProposal() {
            return asked.stream().mapToDouble(ask -> Math.log(ask.probability)).sum();
        }
    }

    @Override
    public void draft(Map<Row, Integer> asking, int k) {
        List<Row> rows = asking.keySet().stream()
                .filter(row -> resampling.weighs(time(row, k)))
                .toList();
        List<Weighed> weighed = weigh(rows);
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            int chosen = Selection.drawn(weighed.get(r).logWeights(), resampling.temperature(), 1, row.random)[0];
            row.drafted = weighed.get(r).proposed().get(chosen).block();
        }
    }

    /** Returns the time that a row is at: where nothing plans it, the one whose share of noise the block has. */
    private double time(Row row, int k) {
        return adaptive ? process.time(row.alpha(process, k, true)) : row.steps.time(k);
    }

    /**
     * The candidates of a row.
     *
     * @param logWeights of each, minus its energy
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Weighed(List<Proposed> proposed, double[] logWeights) {}

    /** Draws the candidates of rows and weighs them. */
    List<Weighed> weigh(List<Row> rows) {
        List<List<Proposed>> all = rows.stream().map(this::proposals).toList();
        draws.answer();
        CandidateScore.Scores scores = score.score(
                all.stream().flatMap(List::stream).map(this::candidate).toList());
        List<Weighed> weighed = new ArrayList<>();
        int next = 0;
        for (List<Proposed> proposals : all) {
            double[] logWeights = new double[proposals.size()];
            for (int c = 0; c < logWeights.length; c++) {
                Proposed each = proposals.get(c);
                double proposed = resampling.energy().relative() ? 0 : each.logProposal();
                logWeights[c] = scores.logWeights()[next] - proposed;
                count(each.row(), scores.calls()[next++]);
            }
            weighed.add(new Weighed(proposals, logWeights));
        }
        return weighed;
    }

    /** Returns the logarithm of the probability with which the noisy places of a row would be proposed as a block. */
    double logProposal(Row row, int[] block) {
        Prediction law = new Prediction(process.tokens(), proposal);
        return Arrays.stream(row.noisyPlaces(process))
                .mapToDouble(place -> Math.log(law.read(row.logits.row(row.first + place, process.tokens() + 1), 0)
                        .probability(block[place])))
                .sum();
    }

    private void count(Row row, long calls) {
        long length = (long) row.draft.length() + row.state.length;
        long seen = resampling.ofEnergy() ? length * length : length * (length + 1) / 2;
        for (long call = 0; call < calls; call++) {
            row.draft.meter.called(Meter.Role.WEIGH, length, seen);
        }
    }

    private List<Proposed> proposals(Row row) {
        int[] places = row.noisyPlaces(process);
        List<Proposed> proposals = new ArrayList<>();
        for (int c = 0; c < resampling.candidates(); c++) {
            proposals.add(new Proposed(
                    row,
                    Arrays.stream(places)
                            .mapToObj(place -> draws.ask(row, place, false))
                            .toList()));
        }
        return proposals;
    }

    private Candidate candidate(Proposed proposed) {
        return candidate(proposed.row(), proposed.block());
    }

    /** Returns a block as the companion is asked about it, behind what is before it. */
    Candidate candidate(Row row, int[] block) {
        int start = row.draft.length();
        int[] text = Arrays.copyOf(row.draft.tokens(0, start), start + block.length);
        System.arraycopy(block, 0, text, start, block.length);
        if (resampling.energy() == ImportanceResampling.Energy.AR) {
            return Candidate.behind(text, start + row.givenFirst());
        }
        boolean[] counted = new boolean[text.length];
        for (int place : row.noisyPlaces(process)) {
            counted[start + place] = true;
        }
        return new Candidate(text, counted);
    }
}
