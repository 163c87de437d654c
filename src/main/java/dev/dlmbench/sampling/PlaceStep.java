package dev.dlmbench.sampling;

import java.util.List;

/** What a step does with the places of a block. All rows ask for tokens before any is answered. */
sealed interface PlaceStep permits EveryPlace, GuidedPlaces, OrderedPlaces, RankedPlaces {

    /**
     * Changes the places of a row that need no token, and asks for tokens of others.
     *
     * @param k number of the step
     * @param greedy whether the most probable tokens are asked for
     * @param decided takes what was asked for and will be taken whatever the answer
     * @return whether the row is changed by it
     */
    boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided);

    /** Adds what is taken of the other answers, once all are there. */
    void decide(List<PendingDraws.Ask> decided);
}
