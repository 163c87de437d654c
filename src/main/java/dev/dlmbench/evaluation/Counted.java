package dev.dlmbench.evaluation;

/** Which tokens of a passage count, besides that its first never does. */
enum Counted {
    /** Those of the text. */
    TEXT {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return place < real;
        }
    },
    /** All but end tokens, among which padding is. */
    NO_END {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return ids[place] != end;
        }
    },
    /** All but end tokens, and the first of these. */
    FIRST_END {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return ids[place] != end || ends == 0;
        }
    },
    /** As {@link #FIRST_END}, but not the passage's last. */
    FIRST_END_BEFORE_LAST {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return place < ids.length - 1 && FIRST_END.counts(ids, place, real, ends, end);
        }
    },
    /** Those behind a token of the text. */
    BEHIND_TEXT {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return place - 1 < real;
        }
    },
    /** As {@link #BEHIND_TEXT}, but not the passage's last. */
    BEHIND_TEXT_BEFORE_LAST {
        @Override
        boolean counts(int[] ids, int place, int real, int ends, int end) {
            return place < ids.length - 1 && BEHIND_TEXT.counts(ids, place, real, ends, end);
        }
    };

    /**
     * Returns whether a token counts.
     *
     * @param ids of the passage
     * @param place of the token, from 1 on
     * @param real tokens of the passage that are of the text; those behind are padding
     * @param ends how many end tokens are before it
     * @param end the end token
     */
    abstract boolean counts(int[] ids, int place, int real, int ends, int end);

    /** Returns for each token of a passage whether it counts. */
    boolean[] in(int[] ids, int real, int end) {
        boolean[] counts = new boolean[ids.length];
        int ends = 0;
        for (int place = 0; place < ids.length; place++) {
            counts[place] = place > 0 && counts(ids, place, real, ends, end);
            ends += ids[place] == end ? 1 : 0;
        }
        return counts;
    }
}
