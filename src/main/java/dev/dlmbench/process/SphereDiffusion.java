package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.sphere.BridgeSchedule;
import dev.dlmbench.sphere.BridgeTable;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Diffusion on the hypersphere (RDLM, arXiv 2502.11564). Every position holds a point of the unit sphere whose corners
 * are the tokens and the mask, and walks from a start to the corner of its token while time runs from 0 to 1. The
 * network reads the points of all positions and predicts each one's token, given all that it reads, its own point
 * included; the drift of a walk that is drawn is gamma times the mean of the logarithms of all corners under that
 * prediction.
 *
 * <p><b>What is bounded.</b> The model is the walk in T steps of the same length, whose last point is read: text is
 * drawn from the network's own prediction at the point of time {@code 1 - 1 / T}. For a text x let q be the walk to its
 * corners. Both start alike, and each of the first T - 1 steps goes to {@code Exp_X} of a normal tangent vector, with
 * one covariance beta / T and two means. No map makes two laws easier to tell apart, so the divergence of a step is at
 * most that of the normal laws, {@code ||eta - gamma log_X(x)||^2 / (2 beta T)}, and
 *
 * <pre>{@code -ln p(x) <= E_q [ sum_i gamma^2 / (beta T) 1/2 ||mean log - log_X(x)||^2 - ln p(x | last point) ]}</pre>
 *
 * which is an upper bound for every T and every network. The sum is the path-measure bound's integral {@code 1/2 int
 * ||eta - gamma log_X(x)||^2 / beta dt} up to the last step alone: there gamma grows like {@code 1 / (1 - t)}, and
 * where the integral is cut off without the last term, the value is no bound. The end t = 1 itself has no term: a walk
 * that arrives at a corner says with certainty what its token is. Points are those of walks, and not of the table that
 * training draws from, which are close to them but not theirs. Under a mixture of starts, walks start as drawn text
 * does; {@link SpherePath} says what that measures.
 *
 * <p><b>What is drawn.</b> No sampler draws from the model that is bounded: samples walk as many steps as
 * {@code sampling.steps} says, take the last one, too, and end in the nearest corner, which is all but the most
 * probable token, where the bounded model stops one step earlier and draws the token from its prediction.
 *
 * @param tokens K; the mask id is K
 * @param path of every position
 * @param given tokens at the start of a sequence that stay in their corners and are not scored
 */
public record SphereDiffusion(int tokens, SpherePath path, int given) implements GenerativeProcess {

    @Override
    public AttentionPattern pattern(int length) {
        return AttentionPattern.BIDIRECTIONAL;
    }

    @Override
    public LossInputs leftToRight(int[][] clean, SplittableRandom random) {
        throw new IllegalArgumentException("walks of whole sequences predict no token from those before it alone");
    }

    @Override
    public SphereDiffusion given(int count) {
        return new SphereDiffusion(tokens, path, count);
    }

    @Override
    public <R> R match(
            Function<? super Autoregressive, ? extends R> nextToken,
            Function<? super BlockDiffusion, ? extends R> blocks,
            Function<? super SphereDiffusion, ? extends R> sphere) {
        return sphere.apply(this);
    }

    /**
     * Returns a batch whose points are drawn without walking, with the loss that training minimises.
     *
     * @param clean (B, n)
     * @param uniform (B) numbers in [0, 1), which give each sequence its time
     * @param loss the NELBO's, in continuous time, or plain cross-entropy, which has the same optimum
     */
    LossInputs corrupt(int[][] clean, double[] uniform, TrainingLoss loss, SplittableRandom random) {
        int n = clean[0].length;
        int[] truth = Blocks.flat(clean);
        double[] times = new double[clean.length];
        double[] weights = new double[truth.length];
        SpherePoints points = new SpherePoints(truth.length, tokens);
        BridgeSchedule schedule = path.schedule();
        for (int i = 0; i < truth.length; i++) {
            int b = i / n;
            double drawn = path.time(uniform[b]);
            times[b] = Math.min(drawn, 1 - 1.0 / path.steps());
            if (i % n < given) {
                points.corner(i, truth[i]);
            } else {
                points.set(
                        i,
                        BridgeTable.of(path.start(times[b]), schedule, tokens).draw(truth[i], times[b], random));
                weights[i] = path.weight(drawn) * (loss == TrainingLoss.NELBO ? rate(times[b]) : 1);
            }
        }
        LossKind kind = loss == TrainingLoss.NELBO ? LossKind.SPHERE : LossKind.CROSS_ENTROPY;
        return LossInputs.ofVectors(clean.length, points.values(), Blocks.levels(times), truth, weights, kind);
    }

    /** Returns gamma squared over beta: what half a squared distance of logarithms weighs per unit of time. */
    double rate(double time) {
        double gamma = path.schedule().gamma(time);
        return gamma * gamma / path.schedule().beta(time);
    }

    /** Returns the walks whose steps a document's likelihood is bounded by. */
    public SphereWalks walks(int[][] clean, SplittableRandom[] random) {
        return new SphereWalks(this, clean, random);
    }
}
