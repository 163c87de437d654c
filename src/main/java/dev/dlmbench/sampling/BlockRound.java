package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.Logits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a batch of sequences block by block. The tokens of a finished block are committed in the first call of the next
 * one; sequences that need no new prediction, or are finished, take no part in a call.
 */
final class BlockRound {
    private static final Logits NOTHING = Logits.of(new float[0]);

    private final BlockDiffusion process;
    private final SamplingSpec spec;
    private final Sampler.Setup setup;
    private final Denoiser denoiser;
    private final Template template;
    private final Observer observer;
    private final Ends ends;
    private final StepTaker taker;
    private final StepTaker oneByOne;
    private final double[] losses;

    private List<Row> rows = List.of(); // those not finished; a row's place is its number at the denoiser
    private int start; // of the block at work
    private int committed; // tokens that the denoiser has seen clean
    private Logits last = NOTHING; // of the last call

    BlockRound(
            BlockDiffusion process,
            SamplingSpec spec,
            Sampler.Setup setup,
            Denoiser denoiser,
            Template template,
            Observer observer,
            Ends ends) {
        this.process = process;
        this.spec = spec;
        this.setup = setup;
        this.denoiser = denoiser;
        this.template = template;
        this.observer = observer;
        this.ends = ends;
        this.taker = new StepTaker(process, spec);
        this.oneByOne = new StepTaker(
                process, SamplingSpec.ancestral(1, 1, 1).with(spec.proposal().withoutTail()));
        this.losses = setup.losses().stream().mapToDouble(Double::doubleValue).toArray();
    }

    void draw(List<Row> all, int longest) {
        denoiser.open(all.size(), process.blocks().size(), setup.sequence(), longest);
        rows = all;
        committed = 0;
        try {
            drawBlocks(longest);
        } finally {
            all.forEach(this::drop);
            last.close();
        }
    }

    private void drawBlocks(int longest) {
        int size = process.blocks().size();
        int length;
        for (start = 0; start < longest && !rows.isEmpty(); start += length) {
            boolean arPhase = start < spec.arTokens();
            length = arPhase ? 1 : Math.min(size, longest - start);
            for (Row row : rows) {
                row.begin(process, length, template);
                observer.begun(row, denoiser.tokens());
            }
            int open = rows.get(0).open(process);
            if (open == 0) { // all of the block is given
                commitEarly(start + length);
            } else if (arPhase) {
                drawOneToken();
            } else {
                for (Row row : rows) {
                    row.steps = Steps.of(spec, process, length, open, losses, row.random);
                }
                denoiseBlock();
                selfCorrect();
            }
            for (Row row : rows) {
                row.end();
            }
            observer.grown(start + length);
            rows = ends.unfinished(rows, start, denoiser);
        }
    }

    /** Commits a long prompt piece by piece, so that what waits to be committed never outgrows the window. */
    private void commitEarly(int end) {
        if (end - committed > setup.sequence() - process.blocks().size() && start > committed) {
            call(rows, Meter.Role.COMMIT, new int[0], new double[rows.size()]).close();
        }
    }

    /** Predicts a block of one token, which is the left-to-right prediction, and draws it. */
    private void drawOneToken() {
        double[] alpha = new double[rows.size()];
        Arrays.fill(alpha, process.alpha(1));
        hand(call(rows, Meter.Role.NEXT, states(rows), alpha), rows);
        for (Row row : rows) {
            row.steps = new Steps(new double[] {1, 0}, new int[] {1});
        }
        step(oneByOne, rows, 0);
    }

    private void denoiseBlock() {
        int most = rows.get(0).steps.count(); // the same for all, as the same places are open
        boolean takesBack = spec.corrector().kind().mixes() || spec.corrector().kind() == Corrector.Kind.ARPC;
        List<Row> active = new ArrayList<>(rows);
        for (int k = 0; k < most; k++) {
            if (!takesBack && k > 0) {
                active.removeIf(row -> row.open(process) == 0);
            }
            if (active.isEmpty()) {
                return;
            }
            predict(active, k);
            if (spec.corrector().completes(k, most)) {
                completeAndRemask(active, k);
            } else {
                step(taker, active, k);
            }
        }
    }

    private void step(StepTaker steps, List<Row> active, int k) {
        List<int[]> before = active.stream().map(observer::before).toList();
        steps.step(active, k);
        for (int i = 0; i < active.size(); i++) {
            observer.changed(active.get(i), "draw", before.get(i), denoiser.tokens());
        }
    }

    /** Gets predictions for the rows that need one. */
    private void predict(List<Row> active, int k) {
        List<Row> asking = new ArrayList<>();
        for (Row row : active) {
            boolean stale = !row.fresh || denoiser.timed() || !setup.reuse();
            if (stale && (process.predictionMatters() || row.open(process) > 0)) {
                asking.add(row);
            } else {
                row.meter.reused();
            }
        }
        if (committed < start && !asking.isEmpty()) {
            asking = rows; // all of them commit
        }
        if (asking.isEmpty()) {
            return;
        }
        double[] alpha = new double[asking.size()];
        for (int i = 0; i < alpha.length; i++) {
            Row row = asking.get(i);
            alpha[i] = spec.plan().kind() == StepPlan.Kind.ADAPTIVE
                    ? 1 - (double) row.open(process) / row.state.length
                    : process.alpha(row.steps.times()[k]);
        }
        hand(call(asking, Meter.Role.DENOISE, states(asking), alpha), asking);
    }

    private void hand(Logits logits, List<Row> asking) {
        for (int i = 0; i < asking.size(); i++) {
            Row row = asking.get(i);
            row.logits = logits;
            row.first = i * row.state.length;
            row.fresh = true;
        }
        last = logits;
    }

    /** Frees what nobody looks at any more once {@code asking} have asked again. */
    private void release(List<Row> asking) {
        for (Row row : asking) {
            drop(row);
        }
        if (last instanceof HeldLogits held) {
            for (Row row : rows) {
                if (row.logits == last && row.fresh && (process.predictionMatters() || row.open(process) > 0)) {
                    // it goes on with its prediction, of which it keeps its own part
                    row.logits = held.copy(row.first, row.state.length);
                    row.first = 0;
                } else if (row.logits == last) {
                    row.logits = NOTHING;
                }
            }
        }
        last.close();
        last = NOTHING;
    }

    private void drop(Row row) {
        if (row.logits != last) {
            row.logits.close();
        }
        row.logits = NOTHING;
    }

    /** Completes every row's block, has it read where the score asks for it, and remasks what looks wrong. */
    private void completeAndRemask(List<Row> active, int k) {
        List<int[]> before = active.stream().map(row -> row.state.clone()).toList();
        taker.complete(active, k);
        float[] read = {};
        if (spec.corrector().score().verified()) {
            int[] noise = new int[active.size() * active.get(0).state.length];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = process.prior(active.get(i / active.get(0).state.length).random);
            }
            count(active, Meter.Role.VERIFY, 0);
            try (Logits verified = denoiser.verify(places(active), states(active), noise, start)) {
                read = verified.values();
            }
        }
        for (int i = 0; i < active.size(); i++) {
            Row row = active.get(i);
            int[] old = before.get(i);
            observer.changed(row, "draw", old, denoiser.tokens());
            int[] completed = observer.before(row);
            taker.remask(row, old, k, read, i * row.state.length);
            observer.changed(row, "remask", completed, denoiser.tokens());
            row.fresh = Arrays.equals(old, row.state);
        }
    }

    /** Lets the network replace tokens of the finished block by likelier ones, one a round. */
    private void selfCorrect() {
        Corrector corrector = spec.corrector();
        if (corrector.kind() != Corrector.Kind.SELF_CORRECTION) {
            return;
        }
        SelfCorrection correction = new SelfCorrection(denoiser.tokens(), corrector, rows.size());
        List<Row> active = rows;
        for (int round = 0; round < corrector.rounds() && !active.isEmpty(); round++) {
            double[] alpha = new double[active.size()];
            Arrays.fill(alpha, process.alpha(SelfCorrection.TIME));
            hand(call(active, Meter.Role.CORRECT, states(active), alpha), active);
            List<Row> going = new ArrayList<>();
            for (Row row : active) {
                int[] before = observer.before(row);
                if (correction.round(row, rows.indexOf(row))) {
                    going.add(row);
                } else {
                    row.fresh = false;
                }
                observer.changed(row, "correct", before, denoiser.tokens());
            }
            active = going;
        }
    }

    // ---- calls ----

    /** Calls the network for some rows, and commits what is not committed yet. */
    private Logits call(List<Row> asking, Meter.Role role, int[] ids, double[] alpha) {
        int waiting = start - committed;
        int[] finished = new int[asking.size() * waiting];
        for (int i = 0; i < asking.size() && waiting > 0; i++) {
            System.arraycopy(asking.get(i).tokens(committed, start), 0, finished, i * waiting, waiting);
        }
        count(asking, role, waiting);
        release(asking);
        Logits logits = denoiser.denoise(places(asking), finished, ids, alpha, start);
        committed = start;
        return logits;
    }

    /** Counts a call for the block at work that commits so many tokens before it. */
    private void count(List<Row> asking, Meter.Role role, int waiting) {
        int length = role == Meter.Role.COMMIT ? 0 : asking.get(0).state.length;
        int size = process.blocks().size();
        int most = setup.sequence();
        long seen = (long) length * Math.min(start + length, most);
        boolean tokenCausal = process.blocks().cleanRows() == CleanRows.TOKEN_CAUSAL || start <= spec.arTokens();
        for (int i = start - waiting; i < start; i++) {
            int blockEnd = (i / size + 1) * size;
            seen += (tokenCausal ? i + 1 : blockEnd) - Math.max(0, blockEnd - most);
        }
        if (role == Meter.Role.VERIFY) {
            // candidate rows see those up to themselves, the others those before and themselves
            seen = 0;
            for (int i = 0; i < length; i++) {
                seen += 2L * (start + i + 1 - Math.max(0, start + length - most));
            }
        }
        long read = waiting + (long) length * (role == Meter.Role.VERIFY ? 2 : 1);
        for (Row row : asking) {
            row.meter.called(role, read, seen);
        }
    }

    private int[] places(List<Row> asking) {
        int[] places = new int[asking.size()];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            while (rows.get(place) != asking.get(i)) {
                place++;
            }
            places[i] = place;
        }
        return places;
    }

    private static int[] states(List<Row> asking) {
        int length = asking.get(0).state.length;
        int[] ids = new int[asking.size() * length];
        for (int i = 0; i < asking.size(); i++) {
            System.arraycopy(asking.get(i).state, 0, ids, i * length, length);
        }
        return ids;
    }
}
