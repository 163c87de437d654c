package dev.dlmbench.sampling;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HeldLogits.Measure;
import dev.dlmbench.process.Logits;
import java.util.ArrayList;
import java.util.List;

/** Draws a batch of sequences token by token. Given tokens are put in their places as they come. */
final class NextTokenRound {
    private final Sampler.Setup setup;
    private final Denoiser denoiser;
    private final Template template;
    private final Observer observer;
    private final Ends ends;
    private final PendingDraws draws;
    private final boolean greedy;

    NextTokenRound(
            SamplingSpec spec,
            Sampler.Setup setup,
            Denoiser denoiser,
            Template template,
            Observer observer,
            Ends ends) {
        this.setup = setup;
        this.denoiser = denoiser;
        this.template = template;
        this.observer = observer;
        this.ends = ends;
        this.draws = new PendingDraws(denoiser.tokens(), spec.proposal(), Measure.NONE);
        this.greedy = spec.proposal().greedy() == Proposal.Greedy.ALWAYS;
    }

    void draw(List<Row> all, int longest) {
        denoiser.open(all.size(), 1, setup.sequence(), longest);
        List<Row> rows = all;
        int read = 0; // tokens that the network has read, the beginning counted
        for (int position = 0; position < longest && !rows.isEmpty(); position++) {
            if (template.fixes(position)) {
                for (Row row : rows) {
                    row.append(template.at(position));
                }
                continue;
            }
            while (position + 1 - read > setup.sequence()) { // a prompt longer than the window
                next(rows, read, read + setup.sequence(), Meter.Role.COMMIT).close();
                read += setup.sequence();
            }
            try (Logits logits = next(rows, read, position + 1, Meter.Role.NEXT)) {
                append(rows, logits);
            }
            read = position + 1;
            observer.grown(position + 1);
            rows = ends.unfinished(rows, position, denoiser);
        }
    }

    private void append(List<Row> rows, Logits logits) {
        List<PendingDraws.Ask> asked = new ArrayList<>();
        for (int b = 0; b < rows.size(); b++) {
            Row row = rows.get(b);
            row.logits = logits;
            row.first = b;
            asked.add(draws.ask(row, 0, greedy));
        }
        draws.answer();
        for (PendingDraws.Ask ask : asked) {
            ask.row.append(ask.token);
            observer.appended(ask.row, ask.token, ask.probability);
        }
    }

    /** Has the network read the places {@code from} to {@code to}, the beginning counted, and predict what follows. */
    private Logits next(List<Row> rows, int from, int to, Meter.Role role) {
        int count = to - from;
        int[] ids = new int[rows.size() * count];
        for (int b = 0; b < rows.size(); b++) {
            for (int i = from; i < to; i++) {
                ids[b * count + i - from] =
                        i == 0 ? denoiser.tokens() : rows.get(b).token(i - 1);
            }
        }
        long seen = 0;
        for (int i = from; i < to; i++) {
            seen += Math.min(i + 1, setup.sequence());
        }
        for (Row row : rows) {
            row.meter.called(role, count, seen);
        }
        return denoiser.next(ids, from);
    }
}
