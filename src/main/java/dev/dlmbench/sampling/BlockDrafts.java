package dev.dlmbench.sampling;

import java.util.Map;

/** What settles, before the tokens of a step are drawn, which ones they will be. */
interface BlockDrafts {

    /**
     * Writes a draft ({@link Row#drafted}) for each row that is to have one: the places that asked get its tokens.
     *
     * @param asking rows whose blocks have one length, and the last place of each that asks for a token
     * @param k number of the step
     */
    void draft(Map<Row, Integer> asking, int k);
}
