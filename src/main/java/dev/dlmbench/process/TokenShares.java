package dev.dlmbench.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How much of a text each of its K tokens is. The text is counted when somebody asks, and once. */
public final class TokenShares {
    private final int tokens;
    private final Supplier<double[]> counted;
    private final Map<Object, Exponents> exponents = new ConcurrentHashMap<>();
    private double @Nullable [] shares;

    private TokenShares(int tokens, Supplier<double[]> counted) {
        this.tokens = tokens;
        this.counted = counted;
    }

    /**
     * Returns the shares of tokens that are counted by {@code counts}; one that never occurs counts as one that does
     * once.
     */
    public static TokenShares counted(int tokens, Supplier<long[]> counts) {
        return new TokenShares(tokens, () -> {
            double[] each = Arrays.stream(counts.get())
                    .limit(tokens)
                    .mapToDouble(count -> Math.max(1, count))
                    .toArray();
            double all = Arrays.stream(each).sum();
            return Arrays.stream(each).map(count -> count / all).toArray();
        });
    }

    /** Returns shares that are known; none stands for those of a text that nobody has. */
    public static TokenShares of(int tokens, List<Double> shares) {
        return shares.isEmpty()
                ? unknown(tokens)
                : new TokenShares(
                        tokens,
                        () -> shares.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns what stands for a text that nobody has: only how many tokens there are is known. */
    public static TokenShares unknown(int tokens) {
        return new TokenShares(tokens, () -> {
            throw new IllegalStateException("how frequent tokens are is not known here");
        });
    }

    /** Returns K. */
    public int tokens() {
        return tokens;
    }

    /**
     * Returns the share of each token, all positive.
     *
     * @throws IllegalStateException if the text is not known
     */
    public double[] all() {
        double[] found = shares;
        if (found == null) {
            found = counted.get();
            shares = found;
        }
        return found.clone();
    }

    /** Returns the exponents of a soft mask on blocks of {@code size} tokens, which are made once. */
    Exponents exponents(SoftMaskSpec spec, int size) {
        return exponents.computeIfAbsent(List.of(spec, size), any -> new Exponents(spec, size, this));
    }
}
