package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HeldLogits;
import dev.dlmbench.process.Logits;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The calls that a batch makes for its block at work, and the logits that rows hold from call to call. The tokens of
 * finished blocks are committed, for all rows at once, with the next call that any row makes.
 */
final class BlockCalls {
    private static final Logits NOTHING = Logits.of(new float[0]);

    private final BlockDiffusion process;
    private final Denoiser denoiser;
    private final int window;
    private final int arTokens;

    private List<Row> rows = List.of(); // those not finished; a row's place is its number at the denoiser
    private int start; // of the block at work
    private int committed; // tokens that the denoiser has seen clean
    private Logits last = NOTHING; // of the last call

    /**
     * Prepares calls.
     *
     * @param window tokens that a block sees at most, itself included
     * @param arTokens how many tokens at the start are drawn one by one
     */
    BlockCalls(BlockDiffusion process, Denoiser denoiser, int window, int arTokens) {
        this.process = process;
        this.denoiser = denoiser;
        this.window = window;
        this.arTokens = arTokens;
    }

    /** Starts with so many sequences of at most {@code maxLength} tokens. */
    void open(int sequences, int maxLength) {
        denoiser.open(sequences, process.blocks().size(), window, maxLength);
        committed = 0;
    }

    /** Goes on with the block at {@code position} of the rows that are not finished. */
    void begin(List<Row> unfinished, int position) {
        rows = unfinished;
        start = position;
    }

    /** Frees all logits. */
    void close(List<Row> all) {
        all.forEach(this::drop);
        last.close();
    }

    /** Commits a long prompt piece by piece, so that what waits to be committed never outgrows the window. */
    void commitEarly(int end) {
        if (end - committed > window - process.blocks().size() && start > committed) {
            commit();
        }
    }

    private void commit() {
        call(rows, Set.of(), new int[0], new double[rows.size()], Meter.Role.COMMIT)
                .close();
    }

    /**
     * Has the network predict the blocks of some rows, of one length. While tokens wait to be committed the others are
     * called with them, or, if their blocks are of another length, before them.
     *
     * @param role of the call for those who ask; for the others it commits
     * @param alpha of a row's block
     */
    void predict(List<Row> asking, Meter.Role role, ToDoubleFunction<Row> alpha) {
        if (asking.isEmpty()) {
            return;
        }
        List<Row> called = asking;
        if (committed < start && asking.size() < rows.size()) {
            if (rows.stream().allMatch(row -> row.state.length == asking.get(0).state.length)) {
                called = rows;
            } else {
                commit();
            }
        }
        double[] levels = called.stream().mapToDouble(alpha).toArray();
        Logits logits = call(called, Set.copyOf(asking), states(called), levels, role);
        for (int i = 0; i < called.size(); i++) {
            Row row = called.get(i);
            row.logits = logits;
            row.first = i * row.state.length;
            row.fresh = true;
        }
        last = logits;
    }

    /** Has completed blocks, of one length, read left to right, and returns the predictions of all. */
    float[] verify(List<Row> active) {
        int length = active.get(0).state.length;
        int[] noise = new int[active.size() * length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = process.prior(active.get(i / length).random);
        }
        long seen = 0; // candidate rows see those up to themselves, the others those before and themselves
        for (int i = 0; i < length; i++) {
            seen += 2L * (start + i + 1 - Math.max(0, start + length - window));
        }
        for (Row row : active) {
            row.draft.meter.called(Meter.Role.VERIFY, 2L * length, seen);
            if (denoiser.copies() > 1) {
                row.draft.meter.called(Meter.Role.UNCONDITIONAL, 2L * length, seen);
            }
        }
        try (Logits verified = denoiser.verify(places(active), states(active), noise, start)) {
            return verified.values();
        }
    }

    /**
     * Has the blocks of some rows, of one length, predicted once more where each position sees those before it only,
     * and returns the predictions of all. What is before the blocks must have been committed by a call for them.
     */
    float[] causal(List<Row> asking, ToDoubleFunction<Row> alpha) {
        int length = asking.get(0).state.length;
        long seen = 0;
        for (int i = 0; i < length; i++) {
            seen += start + i + 1 - Math.max(0, start + length - window);
        }
        for (Row row : asking) {
            row.draft.meter.called(Meter.Role.DENOISE, length, seen);
        }
        double[] levels = asking.stream().mapToDouble(alpha).toArray();
        try (Logits logits = denoiser.causal(places(asking), states(asking), levels, start)) {
            return logits.values();
        }
    }

    /** Calls the network for some rows, and commits what is not committed yet. */
    private Logits call(List<Row> called, Set<Row> asking, int[] ids, double[] alpha, Meter.Role role) {
        int waiting = start - committed;
        int[] finished = new int[called.size() * waiting];
        for (int i = 0; i < called.size() && waiting > 0; i++) {
            System.arraycopy(called.get(i).draft.tokens(committed, start), 0, finished, i * waiting, waiting);
        }
        int length = ids.length / called.size();
        long seen = seen(length, waiting);
        for (int i = 0; i < called.size(); i++) {
            Meter meter = called.get(i).draft.meter;
            boolean asks = asking.contains(called.get(i));
            meter.called(asks ? role : Meter.Role.COMMIT, waiting + length, seen);
            if (asks && denoiser.asked(alpha[i]) > 1) {
                meter.called(Meter.Role.UNCONDITIONAL, waiting + length, seen);
            } else if (waiting > 0 && denoiser.copies() > 1) {
                meter.called(Meter.Role.COMMIT, waiting + length, seen);
            }
            long classified = denoiser.classified(alpha[i], called.get(i).noisy(process));
            for (long call = 0; call < classified; call++) {
                meter.called(Meter.Role.CLASSIFIER, length, (long) length * length);
            }
        }
        release(called);
        Logits logits = denoiser.denoise(places(called), finished, ids, alpha, start);
        committed = start;
        return logits;
    }

    /** Returns how many keys the rows of a call see that commits so many tokens before a block of so many. */
    private long seen(int length, int waiting) {
        int size = process.blocks().size();
        long seen = (long) length * Math.min(start + length, window);
        boolean tokenCausal = process.blocks().cleanRows() == CleanRows.TOKEN_CAUSAL || start <= arTokens;
        for (int i = start - waiting; i < start; i++) {
            int blockEnd = (i / size + 1) * size;
            seen += (tokenCausal ? i + 1 : blockEnd) - Math.max(0, blockEnd - window);
        }
        return seen;
    }

    /** Frees what nobody looks at any more once {@code asking} have asked again. */
    private void release(List<Row> asking) {
        for (Row row : asking) {
            drop(row);
        }
        if (last instanceof HeldLogits held) {
            for (Row row : rows) {
                if (row.logits == last && row.fresh && (process.predictionMatters() || row.noisy(process) > 0)) {
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
