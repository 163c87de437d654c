package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.process.Denoiser;
import java.util.ArrayList;
import java.util.List;

/**
 * An autoregressive model whose logits at a position are of the next token, and that scores texts under a protocol.
 *
 * @param model that scores
 * @param protocol that says what it reads and what counts
 * @param reading what the protocol has to know
 */
public record ProtocolEvaluator(Denoiser model, ScoringProtocol protocol, Reading reading) {
    /** Logits that exist at a time, 256 MiB of them. */
    private static final int HELD = 1 << 26;

    /**
     * Scores texts; some of the last are left out where the protocol drops an incomplete batch.
     *
     * @param texts ids of the evaluator's tokenizer
     * @param known tokens at the start of each that are given
     */
    public ProtocolScores score(List<int[]> texts, int[] known) {
        int scored = protocol.scored(texts.size(), reading);
        double[] nats = new double[scored];
        double[] tokens = new double[scored];
        List<Passage> together = new ArrayList<>();
        int width = 0;
        for (Passage passage : protocol.passages(texts, known, reading)) {
            tokens[passage.text()] += passage.tokens();
            int wider = Math.max(width, passage.ids().length);
            if (!together.isEmpty() && (long) wider * (together.size() + 1) * model.tokens() > HELD) {
                add(together, width, nats);
                together.clear();
                wider = passage.ids().length;
            }
            together.add(passage);
            width = wider;
        }
        if (!together.isEmpty()) {
            add(together, width, nats);
        }
        return new ProtocolScores(protocol, nats, tokens);
    }

    /** Adds the nats of passages, the longest of which has {@code width} tokens, to those of their texts. */
    private void add(List<Passage> passages, int width, double[] nats) {
        int rows = width - 1;
        int[] ids = new int[passages.size() * rows];
        int[] next = new int[ids.length];
        double[] weights = new double[ids.length];
        for (int p = 0; p < passages.size(); p++) {
            Passage passage = passages.get(p);
            int length = passage.ids().length - 1;
            System.arraycopy(passage.ids(), 0, ids, p * rows, length);
            System.arraycopy(passage.ids(), 1, next, p * rows, length);
            for (int i = 0; i < length; i++) {
                weights[p * rows + i] = passage.counted()[i + 1] ? 1 : 0;
            }
        }
        double[] losses = model.losses(new LossInputs(
                passages.size(),
                ids,
                new float[passages.size()],
                next,
                weights,
                AttentionPattern.CAUSAL,
                1,
                LossKind.CROSS_ENTROPY));
        for (int i = 0; i < losses.length; i++) {
            nats[passages.get(i / rows).text()] += losses[i];
        }
    }
}
