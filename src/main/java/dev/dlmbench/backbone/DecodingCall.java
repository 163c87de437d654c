package dev.dlmbench.backbone;

/**
 * One call of the network while it decodes: C clean rows, then R others, at positions one after another. All see the
 * cached rows before them. Clean rows are cached for later calls, unless the call is for some sequences only or
 * verifies.
 *
 * @param batch B, the sequences of the call
 * @param sequences which of those opened they are; none stands for all
 * @param ids (B, C + R)
 * @param sigma (B, 1) noise levels of the others; looked at only with the time input on
 * @param from the first slot of the cache that any row sees
 * @param filled the first free slot
 * @param position of the first row
 * @param clean C
 * @param wanted W, the last rows, whose logits are returned
 * @param mask which row sees which
 * @param block S, in tokens
 * @param window tokens that a block sees at most, itself included
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record DecodingCall(
        int batch,
        int[] sequences,
        int[] ids,
        float[] sigma,
        int from,
        int filled,
        int position,
        int clean,
        int wanted,
        AttentionMask mask,
        int block,
        int window) {

    /** Which row of a call sees which. */
    public enum AttentionMask {
        /** A clean row its own block and those before it; the others, one block, all rows. */
        BLOCKS(0),
        /** A clean row those before it and itself; the others, one block, all rows. */
        TOKENS(1),
        /**
         * C = R: a clean row those before it and itself; the others, at the same positions as the clean ones, the clean
         * rows before their own place, and themselves (BlockGen, arXiv 2606.02241, verification).
         */
        VERIFICATION(2),
        /** There are no clean rows: each of the others those before it and itself. */
        CAUSAL(3);

        private final int code;

        AttentionMask(int code) {
            this.code = code;
        }

        /** Returns the number that the program knows it by. */
        int code() {
            return code;
        }
    }
}
