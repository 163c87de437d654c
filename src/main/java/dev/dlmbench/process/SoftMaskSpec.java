package dev.dlmbench.process;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Soft masks: important tokens are masked first, so that they are revealed last; {@link SoftMaskedDiffusion}.
 *
 * @param by what makes a token important
 * @param strength s, the exponent of the least important token; that of the most important one is 1
 */
public record SoftMaskSpec(Importance by, double strength) {
    /** What suites call masks that fall on all tokens alike. */
    public static final String NONE = "none";

    private static final double LARGEST = 16;

    /** Checks the settings. */
    public SoftMaskSpec {
        Problems.in("process.softMask")
                .check(
                        strength > 1 && strength <= LARGEST,
                        "strength",
                        "must be above 1, which masks all tokens alike, and at most 16, got %s",
                        strength)
                .rejectIfAny();
    }

    /** Returns what suites may say of what makes a token important. */
    public static List<String> words() {
        return Stream.concat(Stream.of(NONE), Arrays.stream(Importance.values()).map(Names::of))
                .toList();
    }

    /** Returns the soft mask whose importance is called {@code word}, which is not {@link #NONE}. */
    public static SoftMaskSpec of(String word, double strength) {
        Importance by = Arrays.stream(Importance.values())
                .filter(one -> Names.of(one).equals(word))
                .findFirst()
                .orElseThrow();
        return new SoftMaskSpec(by, strength);
    }

    /** Returns what suites call its importance. */
    public String word() {
        return Names.of(by);
    }

    /** Returns the exponent where so large a share of tokens is less important. */
    double exponent(double share) {
        return Math.pow(strength, 1 - share);
    }
}
