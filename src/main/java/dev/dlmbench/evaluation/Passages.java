package dev.dlmbench.evaluation;

import java.util.ArrayList;
import java.util.List;

/** How a text is cut into what an evaluator reads at once. */
enum Passages {
    /** It is not cut. */
    WHOLE {
        @Override
        List<Stretch> of(int length, int context) {
            return List.of(new Stretch(0, length, 0));
        }
    },
    /** Into pieces of the context's length, one behind the other. */
    PIECES {
        @Override
        List<Stretch> of(int length, int context) {
            List<Stretch> pieces = new ArrayList<>();
            for (int start = 0; start < length; start += context) {
                pieces.add(new Stretch(start, Math.min(start + context, length), start));
            }
            return pieces;
        }
    },
    /** Into windows of the context's length that slide by half of it; of each, what the last did not have is new. */
    SLIDING {
        @Override
        List<Stretch> of(int length, int context) {
            List<Stretch> windows = new ArrayList<>();
            windows.add(new Stretch(0, Math.min(context, length), 0));
            int stride = Math.max(1, context / 2);
            for (int start = stride; start + context - stride < length; start += stride) {
                windows.add(new Stretch(start, Math.min(start + context, length), start + context - stride));
            }
            return windows;
        }
    };

    /**
     * A part of a text.
     *
     * @param start its first place
     * @param end the place behind its last
     * @param from the first place that is new
     */
    record Stretch(int start, int end, int from) {}

    /** Returns the parts of a text of {@code length} tokens under an evaluator that reads {@code context} at once. */
    abstract List<Stretch> of(int length, int context);
}
