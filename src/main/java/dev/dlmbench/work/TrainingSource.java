package dev.dlmbench.work;

import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TokenStream;
import java.util.BitSet;
import java.util.function.LongFunction;

/**
 * What a network learns from, and what for.
 *
 * @param spec the settings
 * @param text both halves of it
 */
record TrainingSource(ModelSpec.Train spec, PreparedText text) {

    /** Returns what its training minimises. */
    Objective objective() {
        return new Objective(
                spec.process(),
                spec.objective(),
                TokenShares.counted(text.tokenizer().tokens(), () -> text.train()
                        .counts(text.tokenizer().tokens())),
                spec.data().sequence(),
                text.padding(),
                text.examples().<Prompts>map(ExamplePrompts::new).orElseGet(this::given));
    }

    /** Returns that the tokens are given which the corpus gives of every sequence. */
    private Prompts given() {
        BitSet places = new BitSet();
        places.set(0, spec.data().corpus().given());
        return places.isEmpty() ? Prompts.NONE : sequence -> (BitSet) places.clone();
    }

    /** Returns the batches that it learns from, by the step. */
    LongFunction<int[][]> batches(Seeds seeds) {
        TokenStream stream = spec.part() == TextPart.MODELS ? text.train() : text.evaluator();
        return step -> batch(stream, seeds, step);
    }

    /**
     * Returns batches of text that no model under test learns from and no likelihood is measured on, by number, from
     * the evaluator's half.
     */
    LongFunction<int[][]> validation(Seeds seeds) {
        TokenStream stream = spec.part() == TextPart.MODELS ? text.evaluator() : text.train();
        return number -> batch(stream, seeds.child("validation"), number);
    }

    private int[][] batch(TokenStream stream, Seeds seeds, long number) {
        return Batches.batch(stream, spec.data().sequence(), spec.training().batch(), seeds, number);
    }
}
