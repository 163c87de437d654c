package dev.dlmbench.forecast;

import java.util.List;

/**
 * How long something will take.
 *
 * @param seconds the best guess
 * @param least seconds that it probably takes
 * @param most seconds that it probably takes; nine times out of ten it is between the two
 */
public record Forecast(double seconds, double least, double most) {
    /** No time at all. */
    public static final Forecast NONE = new Forecast(0, 0, 0);

    private static final double NINE_OF_TEN = 1.645;

    /** Until a worker process begins with its first node, on two cores of a server; no node's own time holds it. */
    private static final double WORKER_SECONDS = 1.5;

    private static final double WORKER_DEVIATION = 0.5;

    /** Returns a guess whose logarithm is off by {@code deviation}, one standard deviation. */
    static Forecast of(double seconds, double deviation) {
        double factor = Math.exp(NINE_OF_TEN * deviation);
        return new Forecast(seconds, seconds / factor, seconds * factor);
    }

    /** Returns how long so many worker processes take to start, one after the other. */
    public static Forecast ofWorkers(int count) {
        return count == 0 ? NONE : of(count * WORKER_SECONDS, WORKER_DEVIATION);
    }

    /** Returns what one after the other takes; the guesses are wrong together, as they rest on the same machine. */
    public static Forecast sum(List<Forecast> parts) {
        return new Forecast(
                parts.stream().mapToDouble(Forecast::seconds).sum(),
                parts.stream().mapToDouble(Forecast::least).sum(),
                parts.stream().mapToDouble(Forecast::most).sum());
    }

    /** Returns by which factor it may be off. */
    public double factor() {
        return seconds > 0 ? most / seconds : 1;
    }
}
