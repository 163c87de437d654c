package dev.dlmbench.gate;

import dev.dlmbench.gate.Comparison.Border;
import dev.dlmbench.statistics.Power;
import dev.dlmbench.verdict.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a value moves at one point although nothing has changed.
 *
 * @param border that a gate holds it against
 * @param n how many moves a gate has
 * @param deviation of a single move
 * @param moves that were measured; without any, they are taken to be normal
 */
record NoiseModel(Border border, int n, double deviation, List<Double> moves) {

    /** Copies the list. */
    NoiseModel {
        moves = List.copyOf(moves);
    }

    /** Returns what a gate would see: as many moves as it has, each a measured one with either sign. */
    Comparison draw(RandomGenerator random) {
        if (deviation == 0) {
            return new Comparison(border, Evidence.none("simulated"), List.of());
        }
        double[] drawn = new double[n];
        Arrays.setAll(drawn, i -> {
            if (moves.isEmpty()) {
                return deviation * random.nextGaussian();
            }
            double move = moves.get(random.nextInt(moves.size()));
            return random.nextBoolean() ? move : -move;
        });
        return new Comparison(border, Evidence.ofDifferences(drawn, "simulated"), List.of());
    }

    /** Returns the smallest move that is found with the usual chance. */
    double detectable(double alpha) {
        return detectable(deviation, n, alpha);
    }

    /** Returns the smallest move that {@code n} moves of that scatter show; 0 without scatter. */
    static double detectable(double deviation, int n, double alpha) {
        return deviation == 0 ? 0 : Power.detectable(deviation, n, alpha, Comparison.POWER);
    }
}
