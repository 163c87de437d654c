package dev.dlmbench.sphere;

import java.util.Arrays;

/**
 * The point that every position starts from, on the sphere whose K + 1 corners are the tokens and the mask (RDLM, arXiv
 * 2502.11564, section 3.3).
 */
public enum Start {
    /** The corner of the mask. */
    MASK,
    /** The point as far from one token as from another, in the plane of the tokens. */
    UNIFORM;

    /** Returns the cosine of the angle between the start and any token's corner. */
    double cosine(int tokens) {
        return this == MASK ? 0 : 1 / Math.sqrt(tokens);
    }

    /** Returns the point itself (K + 1). */
    public double[] point(int tokens) {
        double[] point = new double[tokens + 1];
        if (this == MASK) {
            point[tokens] = 1;
        } else {
            Arrays.fill(point, 0, tokens, cosine(tokens));
        }
        return point;
    }

    /** Returns the unit vector (K + 1) that leads from a token's corner towards the start: orthogonal to the corner. */
    double[] direction(int tokens, int token) {
        double[] direction = point(tokens);
        direction[token] = 0;
        return Hypersphere.unit(direction);
    }
}
