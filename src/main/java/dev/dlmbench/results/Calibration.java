package dev.dlmbench.results;

import dev.dlmbench.base.PointNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a suite's gate sees where nothing has changed: a build held against itself. Small enough to be committed.
 *
 * @param suite the suite's name
 * @param created when, as ISO 8601
 * @param provenance of the build and the machine: commit, processor, cores, threads and so on
 * @param alpha share of false alarms that the gate allowed
 * @param pairs pairs of decodings for each rule on speed
 * @param repeats how many gates were really run
 * @param alarms how many of these found something worse, which nothing was
 * @param simulated how many gates were drawn from the noise that was measured
 * @param simulatedAlarms share of these that found something worse
 * @param noises every rule at every point
 */
public record Calibration(
        String suite,
        String created,
        Map<String, String> provenance,
        double alpha,
        int pairs,
        int repeats,
        int alarms,
        int simulated,
        double simulatedAlarms,
        List<Noise> noises) {
    private static final String UNKNOWN = "unknown";

    /** Copies the collections. */
    public Calibration {
        provenance = Ordered.copy(provenance);
        noises = List.copyOf(noises);
    }

    /** Returns whether it was made on a machine with the processor and the cores in {@code facts}, both known. */
    public boolean ofMachine(Map<String, String> facts) {
        return List.of("cpu", "cores").stream().allMatch(name -> {
            String here = facts.getOrDefault(name, UNKNOWN);
            return !here.equals(UNKNOWN) && here.equals(provenance.get(name));
        });
    }

    /** Returns the machine in words. */
    public String machine() {
        return provenance.getOrDefault("cpu", UNKNOWN) + ", " + provenance.getOrDefault("cores", UNKNOWN) + " cores";
    }

    /**
     * What moves at one point although nothing has changed. Moves are differences, or logarithms of ratios.
     *
     * @param rule in words
     * @param point the point's id
     * @param metric the metric's id
     * @param batch the batch size that a speed was measured at; or empty
     * @param definition that the metric was measured under; empty where it has no stored value
     * @param ratio whether moves are logarithms of ratios
     * @param n how many moves a gate has: pairs, seeds, or documents of the only seed
     * @param deviation standard deviation of a single move; 0 where the same bits come out again
     * @param spread standard deviation of the values themselves across seeds, on the same scale; absent for speed
     * @param moves that were measured, where they are single ones
     * @param tolerance of the rule on that scale, at the time
     * @param detectable the smallest move that is found with 80 % chance
     * @param redrawn the same for a change that draws other random numbers, which moves every seed by itself; absent
     *     where there is no spread
     * @param alarms share of simulated gates in which it got worse, which it did not
     * @param undecided share of simulated gates in which it could not be told
     * @param verdicts of the gates that were really run
     */
    public record Noise(
            String rule,
            String point,
            String metric,
            String batch,
            String definition,
            boolean ratio,
            int n,
            double deviation,
            @Nullable Double spread,
            List<Double> moves,
            double tolerance,
            double detectable,
            @Nullable Double redrawn,
            double alarms,
            double undecided,
            List<String> verdicts) {

        /** Copies the lists. */
        public Noise {
            point = PointNames.renewed(point);
            moves = List.copyOf(moves);
            verdicts = List.copyOf(verdicts);
        }
    }
}
