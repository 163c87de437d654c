package dev.dlmbench.process;

import java.util.Arrays;

/**
 * The mathematics shared by every process that corrupts positions on their own: at alpha level alpha a token is still
 * itself with probability alpha, and otherwise in state j with mass b_j, where the masses add up to 1 - alpha. Masked,
 * uniform and mixed noise differ in b alone.
 *
 * <p>Derivation: the continuous-time bound of a Markov chain whose jump rate into a state does not depend on the state
 * it leaves; MDLM (arXiv 2406.07524), UDLM (2412.10193) and GIDD (2503.04482) are special cases. All in nats and
 * doubles.
 */
public final class Interpolation {
    private Interpolation() {}

    /**
     * Returns the rate at which the process jumps into a state.
     *
     * @param mass b at the time
     * @param massSlope its derivative in time
     * @param alpha the probability that a token is still its own
     * @param slope its derivative in time
     */
    public static double rateInto(double mass, double massSlope, double alpha, double slope) {
        return massSlope - slope / alpha * mass;
    }

    /**
     * Returns what a seen state says for its being the clean token itself, in nats: {@code ln(q(z | z) / q(z | v)) =
     * ln(1 + alpha / b_z)} for every other token v, which is {@code ln(1 + K alpha / (1 - alpha))} under uniform noise.
     *
     * <p>Noise falls on each position for itself, so by Bayes' rule the law of a position's clean token v given all
     * that is seen is the law given what is seen at the other positions, times {@code q(z | v)}, normalised. That
     * factor is {@code b_z} for every v but z, and {@code alpha + b_z} for z. Of the two laws' logits, whatever
     * constant they have, only that of the seen token therefore differs, by what is returned here. A mask says nothing
     * of the clean token: the two laws are one.
     *
     * @param alpha the probability that a token is still its own
     * @param mass b of the seen state, which is a token
     * @return 0 without alpha; infinite where noise cannot have put the state there, so that all that is seen says
     *     nothing of the law without it
     */
    public static double evidence(double alpha, double mass) {
        return alpha == 0 ? 0 : Math.log1p(alpha / mass);
    }

    /**
     * Returns the law of a position's clean token given the other positions alone, from its law given all that is seen.
     *
     * @param posterior the law given all, one probability per token; others than the seen one must be possible
     * @param noisy the seen token z
     * @param evidence of the seen token, as in {@link #evidence}; its negative leads from the law without to that with
     */
    public static double[] leaveOneOut(double[] posterior, int noisy, double evidence) {
        double[] others = posterior.clone();
        others[noisy] *= Math.exp(-evidence);
        double whole = Arrays.stream(others).sum();
        for (int v = 0; v < others.length; v++) {
            others[v] /= whole;
        }
        return others;
    }

    /**
     * Returns the loss density of one position: {@code rate * sum_j (s_j - r_j + r_j ln(r_j / s_j))}, where r and s are
     * the ratios of state j to the seen one under the truth and under the prediction. Never negative, and zero for the
     * right prediction.
     *
     * @param rate of jumps into the seen state
     * @param alpha the probability that a token is still its own
     * @param mass b, one per state
     * @param prediction of the clean token, one probability per state
     * @param clean the true state
     * @param noisy the seen state
     */
    public static double loss(double rate, double alpha, double[] mass, double[] prediction, int clean, int noisy) {
        if (rate == 0) {
            return 0;
        }
        double trueSeen = mass[noisy] + (clean == noisy ? alpha : 0);
        double predictionSeen = mass[noisy] + alpha * prediction[noisy];
        double sum = 0;
        for (int j = 0; j < mass.length; j++) {
            double truth = (mass[j] + (clean == j ? alpha : 0)) / trueSeen;
            double predicted = (mass[j] + alpha * prediction[j]) / predictionSeen;
            if (truth == 0) {
                sum += predicted;
            } else {
                double difference = Math.log(truth) - Math.log(predicted);
                sum += truth * (difference + Math.expm1(-difference));
            }
        }
        return rate * sum;
    }

    /**
     * Returns the distribution of a position at an earlier time: {@code q(z | j) (alpha_s p_j + b_j(s)) / (alpha_t p_z
     * + b_z(t))}, where p is the prediction and q the step from the earlier to the later time.
     *
     * @param noisy the seen state z
     * @param prediction of the clean token, one probability per state
     * @param alpha alpha at the later time t
     * @param mass b at the later time
     * @param alphaBefore alpha at the earlier time s; at least {@code alpha}
     * @param massBefore b at the earlier time
     */
    public static double[] posterior(
            int noisy, double[] prediction, double alpha, double[] mass, double alphaBefore, double[] massBefore) {
        double kept = alpha / alphaBefore;
        double arrived = mass[noisy] - kept * massBefore[noisy];
        double seen = alpha * prediction[noisy] + mass[noisy];
        double[] posterior = new double[prediction.length];
        for (int j = 0; j < prediction.length; j++) {
            double step = arrived + (j == noisy ? kept : 0);
            posterior[j] = step * (alphaBefore * prediction[j] + massBefore[j]) / seen;
        }
        return posterior;
    }

    /**
     * Returns the law of a position's state at an earlier time under classifier-free guidance, before what is seen at
     * the later time counts: {@code (alpha_s c_j + b_j(s))^g (alpha_s u_j + b_j(s))^(1 - g)}, normalised.
     *
     * <p>The guided step is {@code q_c(j | z)^g q_u(j | z)^(1 - g)}, normalised, of the two posteriors (arXiv
     * 2412.10193, section 3). Each has the factor {@code q(z | j)}, which the exponents g and 1 - g leave as it is, so
     * that the step is this law times {@code q(z | j)}, normalised. At time 0, where there is no noise, it is the
     * guided prediction.
     *
     * @param conditional c, the prediction given the class, one probability per state
     * @param unconditional u, the prediction without it
     * @param scale g
     * @param alphaBefore alpha at the earlier time s
     * @param massBefore b at the earlier time
     */
    public static double[] guided(
            double[] conditional, double[] unconditional, double scale, double alphaBefore, double[] massBefore) {
        double[] logs = new double[conditional.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < logs.length; j++) {
            logs[j] = GuidedLogits.mixed(
                    Math.log(alphaBefore * conditional[j] + massBefore[j]),
                    Math.log(alphaBefore * unconditional[j] + massBefore[j]),
                    scale);
            highest = Math.max(highest, logs[j]);
        }
        double whole = 0;
        double[] law = new double[logs.length];
        for (int j = 0; j < law.length; j++) {
            law[j] = Math.exp(logs[j] - highest);
            whole += law[j];
        }
        for (int j = 0; j < law.length; j++) {
            law[j] /= whole;
        }
        return law;
    }

    /**
     * Returns the step that mixes {@link #posterior} with fresh noise on the denoised position, which leaves every
     * position's distribution at every time as it is (Duo II, arXiv 2602.21185).
     *
     * @param kappa 1 for the posterior alone, 0 for fresh noise alone
     */
    public static double[] corrected(
            double kappa,
            int noisy,
            double[] prediction,
            double alpha,
            double[] mass,
            double alphaBefore,
            double[] massBefore) {
        double[] step = posterior(noisy, prediction, alpha, mass, alphaBefore, massBefore);
        double[] denoised = posterior(noisy, prediction, alpha, mass, 1, new double[mass.length]);
        for (int j = 0; j < step.length; j++) {
            step[j] = kappa * step[j] + (1 - kappa) * (alphaBefore * denoised[j] + massBefore[j]);
        }
        return step;
    }
}
