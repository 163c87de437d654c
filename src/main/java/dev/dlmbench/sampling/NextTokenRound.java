package dev.dlmbench.sampling;

import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.Logits;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a batch of sequences token by token. Given tokens are put in their places as they come; while others draw, a
 * row whose token is given only has it read. Where a network knows no beginning, it starts with the first given token;
 * if there is none, it reads the mask id all the same.
 */
final class NextTokenRound implements Round {
    private final Beginning beginning;
    private final Sampler.Setup setup;
    private final Denoiser denoiser;
    private final Observer observer;
    private final Ends ends;
    private final PendingDraws draws;
    private final boolean greedy;
    private int first; // place of the first token that it reads, the beginning counted

    NextTokenRound(
            Beginning beginning,
            SamplingSpec spec,
            Sampler.Setup setup,
            Denoiser denoiser,
            Observer observer,
            Ends ends) {
        this.beginning = beginning;
        this.setup = setup;
        this.denoiser = denoiser;
        this.observer = observer;
        this.ends = ends;
        this.draws = new PendingDraws(denoiser.tokens(), spec.proposal(), Measure.NONE);
        this.greedy = spec.proposal().greedy() == Proposal.Greedy.ALWAYS;
    }

    @Override
    public void draw(List<Draft> drafts) {
        List<Row> rows = drafts.stream().map(Row::new).toList();
        int maxLength = Round.maxLength(drafts);
        denoiser.open(rows.size(), 1, setup.sequence(), maxLength);
        first = beginning == Beginning.NONE && rows.stream().allMatch(row -> gives(row, 0)) ? 1 : 0;
        int read = first; // tokens that the network has read, the beginning counted
        for (int position = 0; position < maxLength && !rows.isEmpty(); position++) {
            int place = position;
            boolean drawing = rows.stream().anyMatch(row -> !gives(row, place));
            if (drawing) {
                while (position + 1 - read > setup.sequence()) { // a prompt longer than the window
                    next(rows, read, read + setup.sequence() - 1).close();
                    read += setup.sequence();
                }
                try (Logits logits = next(rows, read, position)) {
                    append(rows, position, logits);
                }
                read = position + 1;
                observer.grown(position + 1);
            } else {
                rows.forEach(row -> row.draft.append(row.draft.condition.given().at(place)));
            }
            rows = ends.unfinished(rows, position, denoiser);
        }
    }

    private static boolean gives(Row row, int position) {
        return row.draft.condition.given().fixes(position);
    }

    private void append(List<Row> rows, int position, Logits logits) {
        List<PendingDraws.Ask> asked = new ArrayList<>();
        for (int b = 0; b < rows.size(); b++) {
            Row row = rows.get(b);
            row.logits = logits;
            row.first = b;
            if (gives(row, position)) {
                row.draft.append(row.draft.condition.given().at(position));
            } else {
                asked.add(draws.ask(row, 0, greedy));
            }
        }
        draws.answer();
        for (PendingDraws.Ask ask : asked) {
            ask.choose();
            ask.row.draft.append(ask.token);
            observer.appended(ask.row, ask.token, ask.probability);
        }
    }

    /**
     * Has the network read the places {@code from} to {@code last}, the beginning counted, and predict what follows.
     */
    private Logits next(List<Row> rows, int from, int last) {
        int count = last + 1 - from;
        int[] ids = new int[rows.size() * count];
        for (int b = 0; b < rows.size(); b++) {
            for (int i = from; i <= last; i++) {
                ids[b * count + i - from] =
                        i == 0 ? denoiser.tokens() : rows.get(b).draft.token(i - 1);
            }
        }
        long seen = 0;
        for (int i = from; i <= last; i++) {
            seen += Math.min(i + 1, setup.sequence());
        }
        for (Row row : rows) {
            row.draft.meter.called(role(row, last), count, seen);
            if (denoiser.copies() > 1) {
                row.draft.meter.called(gives(row, last) ? Meter.Role.COMMIT : Meter.Role.UNCONDITIONAL, count, seen);
            }
        }
        return denoiser.next(ids, from - first);
    }

    /** Returns what a call is for that ends with predicting the token at {@code position}. */
    private static Meter.Role role(Row row, int position) {
        return gives(row, position) ? Meter.Role.COMMIT : Meter.Role.NEXT;
    }
}
