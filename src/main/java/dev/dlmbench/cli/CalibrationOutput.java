package dev.dlmbench.cli;

import dev.dlmbench.gate.NoiseWords;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Calibration.Noise;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a calibration found, on the screen.
 *
 * @param calibration that was made
 * @param file where it was written
 */
record CalibrationOutput(Calibration calibration, Path file) {

    /** Prints it for people, or as JSON if that was asked for. */
    void print(Dlm dlm, PrintWriter out) {
        if (dlm.json()) {
            out.println(JsonText.of(calibration));
            return;
        }
        out.println("Calibration of " + calibration.suite() + " on " + calibration.machine() + ": this build against"
                + " itself\n");
        TextTable table = new TextTable(
                "metric",
                "point",
                "batch",
                "noise",
                "n",
                "detectable",
                "other draws",
                "tolerance",
                "undecided",
                "false alarms",
                "verdict");
        for (Noise noise : calibration.noises()) {
            table.row(
                    noise.metric(),
                    noise.point(),
                    noise.batch(),
                    amount(noise, noise.deviation()),
                    noise.n(),
                    amount(noise, noise.detectable()),
                    noise.redrawn() == null ? "" : amount(noise, noise.redrawn()),
                    (noise.tolerance() < noise.detectable() ? "! " : "") + amount(noise, noise.tolerance()),
                    share(noise.undecided()),
                    share(noise.alarms()),
                    String.join(", ", noise.verdicts()));
        }
        table.print(out, dlm.program().terminal());
        out.println();
        out.println(
                "noise: standard deviation of one pair or seed. detectable: what n of them find with 80 % chance at alpha "
                        + calibration.alpha() + ".");
        out.println(
                "other draws: the same for a change that draws other random numbers, which moves every seed by itself.");
        out.println("undecided, false alarms: shares of " + Words.count(calibration.simulated())
                + " simulated gates with this noise; " + share(calibration.simulatedAlarms())
                + " of these gates raised any alarm.");
        out.println("verdict: of " + Words.counted(calibration.repeats(), "gate") + " that really ran; "
                + calibration.alarms() + " raised an alarm.");
        long below = calibration.noises().stream()
                .filter(noise -> noise.tolerance() < noise.detectable())
                .count();
        if (below > 0) {
            out.println("! " + (below == 1 ? "One tolerance is" : below + " tolerances are")
                    + " below what can be told; dlm gate refuses such on this machine.");
        }
        out.println("Calibration: " + file);
    }

    private static String amount(Noise noise, double distance) {
        return NoiseWords.amount(distance, noise.ratio(), noise.metric());
    }

    private static String share(double share) {
        return share == 0 ? "0" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
