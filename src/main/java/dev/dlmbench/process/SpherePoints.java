package dev.dlmbench.process;

/** Points of the hypersphere (N, K + 1) as a network reads them. */
public final class SpherePoints {
    private final float[] values;
    private final int width;

    /** Creates so many points, which are none yet. */
    public SpherePoints(int count, int tokens) {
        this.width = tokens + 1;
        this.values = new float[count * width];
    }

    /** Puts a point in a place. */
    public void set(int place, double[] point) {
        for (int v = 0; v < width; v++) {
            values[place * width + v] = (float) point[v];
        }
    }

    /** Puts the corner of a token in a place. */
    public void corner(int place, int token) {
        values[place * width + token] = 1;
    }

    /** Returns the numbers (N, K + 1), not a copy. */
    public float[] values() {
        return values;
    }
}
