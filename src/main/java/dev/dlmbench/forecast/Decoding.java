package dev.dlmbench.forecast;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;

/**
 * How many network calls decoding is expected to take, before anything is decoded; the samples themselves count them.
 *
 * @param process of the model
 * @param backbone of the model
 * @param sampling how text is drawn
 * @param blockSize S, in tokens; 0 for autoregression
 */
record Decoding(ProcessSpec process, BackboneSpec backbone, SamplingSpec sampling, int blockSize) {

    /** Returns how many tokens a sequence gets at most. */
    int length(int sequence) {
        return sampling.stopping().maxLengthIn(sequence);
    }

    /** Returns the calls for a batch of sequences. */
    double calls(int length, int batch) {
        return process.kind().inBlocks()
                ? Math.ceil((double) length / size(length)) * callsPerBlock(length, batch)
                : length;
    }

    /** Returns the calls for a block of every sequence of a batch; autoregression takes one for each token. */
    double callsPerBlock(int length, int batch) {
        if (!process.kind().inBlocks()) {
            return 1;
        }
        int size = size(length);
        double steps = sampling.plan().stepsFor(size);
        boolean fewer = sampling.corrector() instanceof Corrector.None
                && process.as(MaskedSpec.class).isPresent()
                && sampling.selector() instanceof Selector.Ancestral
                && !backbone.timeConditioning();
        // a step that reveals none of so many tokens asks for no new prediction
        double calls = fewer
                ? steps * (1 - Math.pow(1 - 1 / steps, (double) size * batch))
                : sampling.corrector().expectedCalls(steps);
        return calls
                + sampling.joint().expectedCalls(calls, size, sampling.selector() instanceof PlaceOrder.LeftToRight);
    }

    private int size(int length) {
        return blockSize == 0 ? length : blockSize;
    }
}
