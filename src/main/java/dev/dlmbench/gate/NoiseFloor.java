package dev.dlmbench.gate;

import dev.dlmbench.gate.Comparison.Border;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Calibration.Noise;
import dev.dlmbench.statistics.Power;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tolerances below which a gate could not tell equal builds from worse ones.
 *
 * <p>Where nothing has changed, a gate says so with 80 % chance only if its tolerance is at least as large as the
 * smallest move that it finds with that chance. A smaller tolerance mostly leaves equal builds undecided, and asks for
 * more than has been measured.
 */
public final class NoiseFloor {
    private static final int MOST_PAIRS = 1_000;

    private final Calibration calibration;
    private final boolean sameMachine;

    /**
     * Creates the floor that a calibration found.
     *
     * @param sameMachine whether it was made on a machine such as this one; else it says nothing about speed
     */
    public NoiseFloor(Calibration calibration, boolean sameMachine) {
        this.calibration = calibration;
        this.sameMachine = sameMachine;
    }

    /** Returns a line for each rule and point whose tolerance lies below the floor, beginning with the rule's place. */
    public List<String> refusals(GateJudge judge) throws IOException {
        List<String> refusals = new ArrayList<>();
        double alpha = judge.spec().alpha();
        for (Border border : judge.borders()) {
            Optional<Noise> noise = noise(border);
            if (noise.isPresent() && (sameMachine || !border.rule().onSpeed())) {
                int n = border.n() == 0 ? noise.get().n() : border.n();
                double floor = NoiseModel.detectable(noise.get().deviation(), n, alpha);
                if (border.tolerance() < floor) {
                    refusals.add(words(border, noise.get(), n, floor, alpha));
                }
            }
        }
        return refusals;
    }

    /** Returns what was measured where the values mean the same as now. */
    private Optional<Noise> noise(Border border) {
        return calibration.noises().stream()
                .filter(noise -> noise.point().equals(border.point())
                        && noise.metric().equals(border.rule().metric().id())
                        && noise.batch().equals(border.rule().batch())
                        && noise.definition().equals(border.definition())
                        && noise.ratio() == border.ratio())
                .findFirst();
    }

    private static String words(Border border, Noise noise, int n, double floor, double alpha) {
        boolean speed = border.rule().onSpeed();
        String what = speed ? "pair" : border.n() > 0 ? "seed" : "independent part of the text";
        int needed = Power.needed(border.tolerance(), noise.deviation(), alpha, Comparison.POWER);
        String more = speed && needed <= MOST_PAIRS
                ? "'pairs: " + needed + "' would do, or"
                : !speed && border.n() > 0 && needed < Power.MOST ? needed + " seeds would do, or" : "what would do is";
        return border.rule().at() + ": " + border.rule().words() + ": at " + border.point() + " the noise is "
                + NoiseWords.amount(noise.deviation(), border.ratio(), noise.metric())
                + " for each " + what + ", and " + n + " of them cannot tell less than "
                + NoiseWords.amount(floor, border.ratio(), noise.metric())
                + " from nothing; " + more + " a tolerance of "
                + tolerance(border, floor);
    }

    /** Returns the floor in the rule's own terms, rounded up. */
    private static String tolerance(Border border, double floor) {
        double share =
                border.ratio() ? Math.expm1(floor) : floor * border.rule().tolerance() / border.tolerance();
        double shown = border.rule().relative() ? 100 * share : share;
        double digit = Math.pow(10, Math.floor(Math.log10(shown)) - 1);
        String rounded = String.format(Locale.ROOT, "%.10g", Math.ceil(shown / digit - 1e-9) * digit)
                .replaceAll("(\\.\\d*?)0+$", "$1")
                .replaceAll("\\.$", "");
        return rounded + (border.rule().relative() ? "%" : "");
    }
}
