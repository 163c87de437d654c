package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Masked diffusion whose tokens are masked the earlier the more important they are, in continuous time and with the
 * SUBS parameterisation (the masks of Masked-Diffuse LM, arXiv 2304.04746, on tokens instead of embeddings). At clock t
 * a token is masked with probability t^w, so that one that is masked was masked at the rate w / t. Time is the mean
 * share of masked tokens, and the clock a function of it.
 *
 * <p>The reverse process reveals a masked place as token v at the rate {@code (u_v / t) p(v)}, with p the prediction
 * and u the exponents that it takes tokens to have ({@link Exponents#assumed}). Comparing its paths with those of the
 * noise, which reveal the clean token x at the rate w / t, gives the NELBO: the integral over t of the mean over masked
 * places of
 *
 * <pre>{@code (1 / t) (-w ln p(x) + sum_v u_v p(v) - w + w ln(w / u_x))}</pre>
 *
 * (for exponents of tokens, the state-dependent masking schedules of MD4, arXiv 2406.04329). Where exponents are those
 * of places, all but the first term cancels. Where they are those of tokens, u = w, and the value is the likelihood if
 * p is the law of the token given all that is seen, that it is masked still at t included: {@code p(v) ~ t^w_v} times
 * its law given the other tokens, which depends on the time. The first term alone is no bound. A text's may be below
 * its likelihood, and the mean is least for {@code p(v) ~ w_v} times that law, the law of a token that is revealed just
 * then: it is then the entropy less what the time says of the token. Where exponents depend on the block, u differs
 * from w, and the bound is never tight.
 */
public final class SoftMaskedDiffusion implements BlockDiffusion {
    private final int tokens;
    private final Blocks blocks;
    private final Exponents exponents;
    private final MaskClock clock;

    private SoftMaskedDiffusion(int tokens, Blocks blocks, Exponents exponents) {
        this.tokens = tokens;
        this.blocks = blocks;
        this.exponents = exponents;
        this.clock = new MaskClock(exponents.spec().strength());
    }

    /**
     * Creates the process.
     *
     * @param text whose tokens are important
     */
    public SoftMaskedDiffusion(TokenShares text, Blocks blocks, SoftMaskSpec spec) {
        this(text.tokens(), blocks, text.exponents(spec, blocks.size()));
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public Blocks blocks() {
        return blocks;
    }

    /** Returns what makes tokens important. */
    public SoftMaskSpec spec() {
        return exponents.spec();
    }

    @Override
    public SoftMaskedDiffusion given(int count) {
        return new SoftMaskedDiffusion(tokens, blocks.given(count), exponents);
    }

    @Override
    public double alpha(double time) {
        return 1 - time;
    }

    @Override
    public double time(double alpha) {
        return 1 - alpha;
    }

    @Override
    public double uniform(double time) {
        return 0;
    }

    @Override
    public double masked(double time) {
        return time;
    }

    /** Returns the clock at a time. */
    double clock(double time) {
        return clock.at(time);
    }

    /** Returns a time of density {@code 1 / (2 sqrt(time))}, which keeps the variance finite where masks are rare. */
    @Override
    public double scoringTime(double u) {
        return u * u;
    }

    @Override
    public double scoringWeight(double time) {
        return 2 * Math.sqrt(time);
    }

    @Override
    public LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random) {
        return corrupt(clean, clean, times, random);
    }

    /** Returns the same of a batch whose visible tokens are those of {@code source}, whatever the loss aims at. */
    LossInputs corrupt(int[][] clean, int[][] source, double[] times, SplittableRandom random) {
        LossKind kind = exponents.spec().by().ofPlaces() ? LossKind.CROSS_ENTROPY : LossKind.SOFT_MASK;
        return corrupt(clean, source, times, kind, random);
    }

    /**
     * Returns the same batch for the first term of the NELBO alone, the cross-entropy of masked tokens weighted by w /
     * t: a score, unless exponents are those of places.
     */
    public LossInputs weighted(int[][] clean, double[] times, SplittableRandom random) {
        return corrupt(clean, clean, times, LossKind.CROSS_ENTROPY, random);
    }

    private LossInputs corrupt(int[][] clean, int[][] source, double[] times, LossKind kind, SplittableRandom random) {
        int n = clean[0].length;
        int count = blocks.count(n);
        int[] noisy = Blocks.flat(source);
        double[] noise = new double[kind.width() * noisy.length];
        double[] alpha = new double[times.length];
        for (int b = 0; b < times.length; b++) {
            double here = clock(times[b]);
            double rate = clock.logarithmByShare(here); // (1 / t) dt, of a step of time
            int start = blocks.start(b % count);
            int[] truth = Arrays.copyOfRange(clean[b / count], start, start + blocks.length(b % count, n));
            double[] own = exponents.of(truth, start - b % count * blocks.size());
            alpha[b] = 1 - times[b];
            for (int i = 0; i < truth.length; i++) {
                int at = b / count * n + start + i;
                if (random.nextDouble() < Math.pow(here, own[i])) {
                    noisy[at] = tokens;
                    weigh(noise, at, rate, own[i], truth[i], kind);
                }
            }
        }
        LossInputs inputs = blocks.inputs(clean, noisy, alpha, noise, kind);
        return kind == LossKind.SOFT_MASK ? inputs.with(exponents.assumed()) : inputs;
    }

    private void weigh(double[] noise, int at, double rate, double own, int truth, LossKind kind) {
        if (kind == LossKind.SOFT_MASK) {
            noise[3 * at] = rate;
            noise[3 * at + 1] = own;
            noise[3 * at + 2] = own * (Math.log(own / exponents.assumed()[truth]) - 1);
        } else {
            noise[at] = rate * own;
        }
    }

    @Override
    public <R> R matchNoise(
            Function<? super MaskedDiffusion, ? extends R> masked,
            Function<? super SoftMaskedDiffusion, ? extends R> soft,
            Function<? super InterpolatingDiffusion, ? extends R> interpolating) {
        return soft.apply(this);
    }

    @Override
    public int prior(SplittableRandom random) {
        return tokens;
    }

    @Override
    public double evidence(int state, double time) {
        return state == tokens ? 0 : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean noisy(int state) {
        return state == tokens;
    }

    @Override
    public boolean predictionMatters() {
        return false;
    }

    /** Returns that a token is drawn for every mask; {@link #stays} says whether it is taken. */
    @Override
    public Move move(int state, double prediction, double time, double earlier) {
        return Move.DRAW;
    }

    /**
     * Returns the probability that a mask whose token is {@code token} is still one at an earlier time: a draw from the
     * prediction that is taken with the rest of it is a draw from the reverse step of a place.
     *
     * @param place in the block
     */
    public double stays(int place, int token, double time, double earlier) {
        double exponent = exponents.spec().by().ofPlaces()
                ? exponents.ofPlace(place)
                : exponents.assumed()[token];
        return Math.pow(clock(earlier) / clock(time), exponent);
    }

    /** Returns how likely each token is to be masked at a time, which is what a mask says of its token. */
    double[] ofMask(double time) {
        double here = clock(time);
        return exponents.spec().by().ofPlaces()
                ? Arrays.stream(new double[tokens]).map(token -> 1).toArray()
                : Arrays.stream(exponents.assumed())
                        .map(exponent -> Math.pow(here, exponent))
                        .toArray();
    }
}
