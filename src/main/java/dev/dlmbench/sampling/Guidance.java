package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.ClassifierGuidedDenoiser;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.GuidanceWindow;
import dev.dlmbench.process.GuidedDenoiser;
import dev.dlmbench.process.Labels;
import dev.dlmbench.process.SphereDiffusion;

/**
 * Which class sequences of a labelled text are of, and how strongly they are guided to it (arXiv 2412.10193, section
 * 3).
 *
 * @param kind what guides
 * @param scale g: 0 is the law of all classes, 1 that of the class, beyond 1 more of what sets the class apart
 * @param from the time above which guidance does not act
 * @param until the time at and below which it does not act
 * @param topic the letter of the class, or {@link #DRAWN}
 */
public record Guidance(Kind kind, double scale, double from, double until, String topic) {
    /** In place of a letter: each sequence has a class of its own, drawn as the text's classes are. */
    public static final String DRAWN = "drawn";

    /** The model's own law of each class. */
    public static final Guidance NONE = new Guidance(Kind.CLASSIFIER_FREE, 1, 1, 0, DRAWN);

    /** What guides. */
    public enum Kind {
        /** The network itself, asked with the class and without. */
        CLASSIFIER_FREE,
        /** What the network makes of the class where the label is masked, with each token that may come next. */
        CLASSIFIER
    }

    /** Checks the settings. */
    public Guidance {
        Problems.in("sampling.guidance")
                .check(scale >= 0 && scale <= 1000, "scale", "must be between 0 and 1000, got %s", scale)
                .check(
                        until >= 0 && until < from && from <= 1,
                        "window",
                        "must be two times in rising order from 0 to 1, got [%s, %s]",
                        until,
                        from)
                .check(!topic.isBlank(), "class", "must be drawn or the letter of a class")
                .rejectIfAny();
    }

    /** Returns the same for every sequence's own class. */
    public Guidance drawn() {
        return new Guidance(kind, scale, from, until, DRAWN);
    }

    /** Returns whether the law of sequences is another than the model's own of their class. */
    public boolean acts() {
        return kind == Kind.CLASSIFIER || scale != 1;
    }

    /** Returns whether guidance acts at some times only. */
    public boolean windowed() {
        return from < 1 || until > 0;
    }

    /** Returns how many evaluations of the network without a classifier a prediction takes where guidance acts. */
    public int evaluations() {
        return mixes() && scale != 0 ? 2 : 1;
    }

    /** Returns whether a reverse step is made of two predictions, and not of one. */
    boolean mixes() {
        return kind == Kind.CLASSIFIER_FREE && scale != 1 && (scale != 0 || windowed());
    }

    /**
     * Returns a network that is guided as this says.
     *
     * @param process of the network, whose times the window is of
     */
    Denoiser guiding(Denoiser network, GenerativeProcess process, Labels labels) {
        if (!acts()) {
            return network;
        }
        GuidanceWindow window = process.match(nextToken -> GuidanceWindow.ALWAYS, this::window, Guidance::unguided);
        return kind == Kind.CLASSIFIER && scale != 0
                ? new ClassifierGuidedDenoiser(network, scale, window, labels)
                : new GuidedDenoiser(
                        network,
                        scale,
                        kind == Kind.CLASSIFIER ? GuidanceWindow.ALWAYS : window, // elsewhere it has no class, either
                        labels,
                        process.match(
                                nextToken -> nextToken.beginning(),
                                blocks -> Beginning.LEARNED,
                                sphere -> Beginning.LEARNED));
    }

    private static GuidanceWindow unguided(SphereDiffusion process) {
        throw new IllegalArgumentException("walks over a hypersphere are not guided");
    }

    private GuidanceWindow window(BlockDiffusion process) {
        return new GuidanceWindow(
                from < 1 ? process.alpha(from) : GuidanceWindow.ALWAYS.least(),
                until > 0 ? process.alpha(until) : GuidanceWindow.ALWAYS.end());
    }
}
