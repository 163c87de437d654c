package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Draws a batch of sequences block by block (BD3-LM, arXiv 2503.09573, algorithm 2). Each row's steps are laid out from
 * its own noisy places; a row that has none, needs no new prediction, or is finished takes no part in a call.
 */
final class BlockRound implements Round {
    private static final Steps ONE_STEP = new Steps(new double[] {1, 0}, new int[] {1});

    private final BlockDiffusion process;
    private final SamplingSpec spec;
    private final Sampler.Setup setup;
    private final Denoiser denoiser;
    private final Observer observer;
    private final Ends ends;
    private final BlockCalls calls;
    private final StepTaker taker;
    private final StepTaker oneByOne;
    private final EarlyEnds earlyEnds;
    private final Optional<Completion> completion;
    private final Optional<Corrector.SelfCorrection> finishing;
    private final boolean goesBack; // whether steps change what earlier ones drew
    private final double[] losses;

    BlockRound(
            BlockDiffusion process,
            SamplingSpec spec,
            Sampler.Setup setup,
            Denoiser denoiser,
            Observer observer,
            Ends ends,
            Optional<Companion> companion) {
        this.process = process;
        this.spec = spec;
        this.setup = setup;
        this.denoiser = denoiser;
        this.observer = observer;
        this.ends = ends;
        this.calls = new BlockCalls(process, denoiser, setup.sequence(), spec.arTokens());
        this.taker = new StepTaker(
                process,
                spec,
                setup.shares().stream().mapToDouble(Double::doubleValue).toArray(),
                spec.joint().drafts(process, spec, calls, companion));
        this.oneByOne = new StepTaker(
                process, SamplingSpec.ancestral(1, 1, 1).with(spec.proposal().withoutTail()));
        this.earlyEnds = new EarlyEnds(process, spec);
        this.completion = spec.corrector()
                .match(
                        Optional::<Completion>empty,
                        mixing -> Optional.empty(),
                        arpc -> Optional.of(new Completion(process, arpc, spec.proposal())),
                        gibbs -> Optional.empty(),
                        correction -> Optional.empty());
        this.finishing = spec.corrector()
                .match(
                        Optional::<Corrector.SelfCorrection>empty,
                        mixing -> Optional.empty(),
                        arpc -> Optional.empty(),
                        gibbs -> Optional.empty(),
                        Optional::of);
        this.goesBack = spec.corrector().remasks()
                || spec.selector()
                        .match(() -> false, order -> false, ranking -> ranking.settledPlaces() == SettledPlaces.EDITED);
        this.losses = setup.losses().stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void draw(List<Draft> drafts) {
        List<Row> all = drafts.stream().map(Row::new).toList();
        int maxLength = Round.maxLength(drafts);
        calls.open(all.size(), maxLength);
        try {
            drawBlocks(all, maxLength);
        } finally {
            calls.close(all);
        }
    }

    private void drawBlocks(List<Row> all, int maxLength) {
        List<Row> rows = all;
        int size;
        for (int start = 0; start < maxLength && !rows.isEmpty(); start += size) {
            boolean arPhase = start < spec.arTokens();
            size = arPhase ? 1 : process.blocks().size();
            for (Row row : rows) {
                row.begin(process, size);
                observer.begun(row, denoiser.tokens());
            }
            calls.begin(rows, start);
            int end = start
                    + rows.stream().mapToInt(row -> row.state.length).max().orElse(0);
            List<Row> noisy =
                    rows.stream().filter(row -> row.noisy(process) > 0).toList();
            if (noisy.isEmpty()) { // all of the blocks is given
                calls.commitEarly(end);
            } else if (arPhase) {
                drawOneToken(noisy);
            } else {
                byLength(noisy).forEach(this::denoise);
            }
            rows.forEach(Row::end);
            if (!noisy.isEmpty()) {
                observer.grown(end);
            }
            rows = ends.unfinished(rows, start, denoiser);
        }
    }

    /** Returns the rows in groups whose blocks have one length, the longest first. */
    private static Collection<List<Row>> byLength(List<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.state.length,
                        () -> new TreeMap<Integer, List<Row>>(Comparator.reverseOrder()),
                        Collectors.toList()))
                .values();
    }

    /** Predicts blocks of one token, which is the left-to-right prediction, and draws them. */
    private void drawOneToken(List<Row> rows) {
        calls.predict(rows, Meter.Role.NEXT, row -> process.alpha(1));
        for (Row row : rows) {
            row.steps = ONE_STEP;
        }
        step(oneByOne, rows, 0);
    }

    /** Takes all steps of blocks of one length. */
    private void denoise(List<Row> rows) {
        boolean after = spec.proposal().greedy() == Proposal.Greedy.AFTER;
        for (Row row : rows) {
            row.revealed = row.noisy(process);
            row.steps = spec.corrector()
                    .layOut(
                            spec.plan(),
                            new StepLayout(process, row.state.length, row.revealed, losses, after, row.random));
        }
        List<Row> active = new ArrayList<>(rows);
        for (int step = 0; !active.isEmpty(); step++) {
            int k = step;
            active.removeIf(row -> !goesOn(row, k));
            endEarly(active, predict(active, k), k);
            step(taker, where(active, row -> !completes(row, k)), k);
            completion.ifPresent(each -> completeAndRemask(each, where(active, row -> completes(row, k)), k));
        }
        finishing.ifPresent(correction -> correct(correction, rows));
    }

    private static List<Row> where(List<Row> rows, Predicate<Row> which) {
        return rows.stream().filter(which).toList();
    }

    /** Ends blocks that are done, whose rows are active no more. */
    private void endEarly(List<Row> active, List<Row> predicted, int k) {
        if (!spec.early().ever()) {
            return;
        }
        List<int[]> before = predicted.stream().map(observer::before).toList();
        Set<Row> done = new HashSet<>(earlyEnds.end(predicted, k));
        for (int i = 0; i < predicted.size(); i++) {
            if (done.contains(predicted.get(i))) {
                observer.changed(predicted.get(i), "draw", before.get(i), denoiser.tokens());
            }
        }
        active.removeIf(done::contains);
    }

    private boolean goesOn(Row row, int k) {
        return k < row.steps.count() && (k == 0 || goesBack || row.open(process) > 0);
    }

    private boolean completes(Row row, int k) {
        return completion.map(each -> each.completes(row, k)).orElse(false);
    }

    private void step(StepTaker steps, List<Row> active, int k) {
        List<int[]> before = active.stream().map(observer::before).toList();
        steps.step(active, k);
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            observer.changed(row, row.steps.corrects(k) ? "correct" : "draw", before.get(i), denoiser.tokens());
        }
    }

    /** Gets predictions for the rows that need one, and returns those rows. */
    private List<Row> predict(List<Row> active, int k) {
        List<Row> asking = new ArrayList<>();
        for (Row row : active) {
            boolean stale = !row.fresh || denoiser.timed() || !setup.reuse();
            if (stale && (process.predictionMatters() || row.noisy(process) > 0)) {
                asking.add(row);
            } else {
                row.draft.meter.reused();
            }
        }
        calls.predict(where(asking, row -> !row.steps.corrects(k)), Meter.Role.DENOISE, row -> alpha(row, k));
        calls.predict(where(asking, row -> row.steps.corrects(k)), Meter.Role.CORRECT, row -> alpha(row, k));
        return asking;
    }

    private double alpha(Row row, int k) {
        return row.alpha(process, k, spec.selector().adaptive());
    }

    /** Completes every row's block, has it read where the score asks for it, and remasks what looks wrong. */
    private void completeAndRemask(Completion completing, List<Row> active, int k) {
        if (active.isEmpty()) {
            return;
        }
        List<int[]> before = active.stream().map(row -> row.state.clone()).toList();
        completing.complete(active, k);
        float[] read = completing.verified() ? calls.verify(active) : new float[0];
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            int[] old = before.get(i);
            observer.changed(row, "draw", old, denoiser.tokens());
            int[] completed = observer.before(row);
            completing.remask(row, old, k, read, i * row.state.length);
            observer.changed(row, "remask", completed, denoiser.tokens());
            row.fresh = Arrays.equals(old, row.state);
        }
    }

    /** Lets the network replace tokens of finished blocks by likelier ones, one a round. */
    private void correct(Corrector.SelfCorrection correction, List<Row> rows) {
        CorrectionRounds corrections = new CorrectionRounds(denoiser.tokens(), correction);
        List<Row> active = rows;
        for (int round = 0; round < correction.rounds() && !active.isEmpty(); round++) {
            calls.predict(active, Meter.Role.CORRECT, row -> process.alpha(CorrectionRounds.TIME));
            List<Row> going = new ArrayList<>();
            for (Row row : active) {
                int[] before = observer.before(row);
                if (corrections.round(row)) {
                    going.add(row);
                } else {
                    row.fresh = false;
                }
                observer.changed(row, "correct", before, denoiser.tokens());
            }
            active = going;
        }
    }
}
