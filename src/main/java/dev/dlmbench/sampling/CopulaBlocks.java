package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Blocks drawn left to right by an autoregressive model with other marginals, as {@link Copula} says. */
final class CopulaBlocks implements BlockDrafts {
    private final BlockDiffusion process;
    private final boolean adaptive;
    private final BlockCalls calls;
    private final Companion companion;
    private final int tokens;
    private final Prediction drawn;
    private final Prediction overBlock; // the diffusion model's, given all that is visible
    private final Prediction before; // the same given what is visible before a position
    private final Prediction next; // the companion's

    CopulaBlocks(BlockDiffusion process, SamplingSpec spec, BlockCalls calls, Companion companion) {
        this.process = process;
        this.adaptive = spec.selector().adaptive();
        this.calls = calls;
        this.companion = companion;
        this.tokens = process.tokens();
        this.drawn = new Prediction(tokens, spec.proposal());
        this.overBlock = new Prediction(tokens, Proposal.PLAIN);
        this.before = new Prediction(tokens, Proposal.PLAIN);
        this.next = new Prediction(tokens, Proposal.PLAIN);
    }

    @Override
    public void draft(Map<Row, Integer> asking, int k) {
        if (asking.isEmpty()) {
            return;
        }
        List<Row> rows = List.copyOf(asking.keySet());
        float[] causal = calls.causal(rows, row -> row.alpha(process, k, adaptive));
        int size = rows.get(0).state.length;
        int start = rows.get(0).draft.length();
        int[] lasts = asking.values().stream().mapToInt(Integer::intValue).toArray();
        int[] firsts =
                rows.stream().mapToInt(row -> row.noisyPlaces(process)[0]).toArray();
        int first = Arrays.stream(firsts).min().orElseThrow();
        int last = Arrays.stream(lasts).max().orElseThrow();
        rows.forEach(this::start);
        Denoiser model = companion.model();
        model.open(rows.size(), 1, companion.window(), start + size);
        int read = 0; // tokens that the model has read, the beginning counted
        for (int place = first; place <= last; place++) {
            int position = start + place;
            try (Logits logits = model.next(read(rows, read, position), read)) {
                float[] values = logits.values();
                for (int b = 0; b < rows.size(); b++) {
                    Row row = rows.get(b);
                    if (place >= firsts[b] && place <= lasts[b]) {
                        int own = place == firsts[b] ? 0 : position; // as alone: all that is before, or one token more
                        row.draft.meter.called(Meter.Role.NEXT, position + 1L - own, seen(own, position));
                        if (!row.given[place] && process.noisy(row.state[place])) {
                            float[] law = law(row, place, causal, b * size + place, values, b);
                            row.drafted[place] = drawn.read(law, 0).draw(row.random.nextDouble());
                        }
                    }
                }
            }
            read = position + 1;
        }
    }

    /** Starts a draft with any token where none is drawn yet: nobody asks for what follows it there. */
    private void start(Row row) {
        row.drafted = row.state.clone();
        for (int place : row.noisyPlaces(process)) {
            row.drafted[place] = 0;
        }
    }

    /** Returns what the model reads from one place to another of each row, the beginning counted. */
    private int[] read(List<Row> rows, int from, int last) {
        int count = last + 1 - from;
        int[] ids = new int[rows.size() * count];
        for (int b = 0; b < rows.size(); b++) {
            Row row = rows.get(b);
            for (int i = from; i <= last; i++) {
                int place = i - 1 - row.draft.length();
                ids[b * count + i - from] = i == 0 ? tokens : place < 0 ? row.draft.token(i - 1) : row.drafted[place];
            }
        }
        return ids;
    }

    private static long seen(int from, int last) {
        long seen = 0;
        for (int i = from; i <= last; i++) {
            seen += i + 1;
        }
        return seen;
    }

    /** Returns the logits of a place's token. */
    private float[] law(Row row, int place, float[] causal, int atCausal, float[] companions, int atCompanions) {
        overBlock.read(row.logits.values(), row.first + place);
        before.read(causal, atCausal);
        next.read(companions, atCompanions);
        boolean nothingBefore = row.draft.length() + place == 0;
        float[] law = new float[tokens + 1];
        for (int v = 0; v < tokens; v++) {
            double log = log(overBlock, v);
            law[v] = (float) (nothingBefore ? log : log - log(before, v) + log(next, v));
        }
        law[tokens] = Float.NEGATIVE_INFINITY;
        return law;
    }

    private static double log(Prediction prediction, int token) {
        return Math.log(Math.max(prediction.probability(token), Copula.LEAST));
    }
}
