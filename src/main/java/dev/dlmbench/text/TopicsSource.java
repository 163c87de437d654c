package dev.dlmbench.text;

import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Labelled documents: the first token is a label, and the others are drawn from the Markov source of its class. A label
 * may say nothing; the class is then one of all, each as likely as any other. So the law behind {@link #NO_CLASS} is
 * the mixture of the classes, which a network learns as the unconditional one (classifier-free guidance of discrete
 * diffusion, arXiv 2412.10193, section 3).
 *
 * <p>Ids are {@link #NO_CLASS}, then the labels of the classes, then the letters. A label inside a text is possible
 * under every class, but hardly, so that the text of any sampler has a likelihood.
 */
public final class TopicsSource implements ConditionalSource {
    /** The label that says nothing. */
    public static final int NO_CLASS = 0;

    /** Probability of each label at a place inside a text. */
    private static final double LEAK = 1e-9;

    /** What stands for the classes in text. */
    static final String LETTERS_OF_CLASSES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final CorpusSpec.Topics spec;
    private final MarkovSource[] classes;

    /** Creates the source of these settings. */
    public TopicsSource(CorpusSpec.Topics spec) {
        this.spec = spec;
        this.classes = new MarkovSource[spec.classes()];
        Seeds seeds = new Seeds(spec.seed());
        double[][] common = letters(spec, seeds.number("common transitions"));
        for (int c = 0; c < classes.length; c++) {
            double[][] own = letters(spec, seeds.number("transitions of class " + c));
            classes[c] = MarkovSource.of(spec.order(), table(spec, common, own));
        }
    }

    private static double[][] letters(CorpusSpec.Topics spec, long seed) {
        return MarkovSource.transitions(spec.order(), spec.symbols(), spec.concentration(), seed);
    }

    /** Returns the transitions over all ids, of which labels are hardly any, and say nothing of what follows. */
    private static double[][] table(CorpusSpec.Topics spec, double[][] common, double[][] own) {
        int labels = 1 + spec.classes();
        int tokens = labels + spec.symbols();
        double[][] table = new double[(int) Math.round(Math.pow(tokens, spec.order()))][tokens];
        for (int context = 0; context < table.length; context++) {
            int gram = gram(spec, context);
            for (int v = 0; v < tokens; v++) {
                double letter = v < labels
                        ? 0
                        : gram < 0
                                ? 1.0 / spec.symbols()
                                : (1 - spec.contrast()) * common[gram][v - labels]
                                        + spec.contrast() * own[gram][v - labels];
                table[context][v] = v < labels ? LEAK : (1 - labels * LEAK) * letter;
            }
        }
        return table;
    }

    /** Returns the number of a context among those of letters alone, or -1 if a label is in it. */
    private static int gram(CorpusSpec.Topics spec, int context) {
        int labels = 1 + spec.classes();
        int tokens = labels + spec.symbols();
        int gram = 0;
        for (int i = 0, rest = context, unit = 1; i < spec.order(); i++, rest /= tokens, unit *= spec.symbols()) {
            if (rest % tokens < labels) {
                return -1;
            }
            gram += (rest % tokens - labels) * unit;
        }
        return gram;
    }

    /** Returns the tokenizer of a source's documents: {@code ?}, a capital for each class, letters. */
    static Tokenizer tokenizer(CorpusSpec.Topics spec) {
        return CharacterTokenizer.of(
                "?" + LETTERS_OF_CLASSES.substring(0, spec.classes()) + LETTERS.substring(0, spec.symbols()));
    }

    /** Returns how many classes there are. */
    public int classes() {
        return classes.length;
    }

    /** Returns the id of a class's label. */
    public static int label(int topic) {
        return NO_CLASS + 1 + topic;
    }

    /** Returns the stationary probability of every pair of adjacent tokens in the texts of a class. */
    public double[][] pairs(int topic) {
        return classes[topic].pairs();
    }

    /** Returns how likely each class is given the text of a document, whatever its label is. */
    public double[] posterior(int[] document) {
        int[] text = Arrays.copyOfRange(document, 1, document.length);
        return normalised(Arrays.stream(classes)
                .mapToDouble(each -> each.logLikelihood(text))
                .toArray());
    }

    /** Returns the class that is the most probable given the text of a document, the first of several. */
    public int likeliest(int[] document) {
        double[] posterior = posterior(document);
        int best = 0;
        for (int c = 1; c < posterior.length; c++) {
            best = posterior[c] > posterior[best] ? c : best;
        }
        return best;
    }

    @Override
    public int symbols() {
        return 1 + spec.classes() + spec.symbols();
    }

    /** Returns as many as there are: where the label says nothing, every token tells something of the class. */
    @Override
    public int memory() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int given() {
        return 1;
    }

    /** Returns the mean of the classes' rates: what the label and the class add is nothing in the long run. */
    @Override
    public OptionalDouble entropyRate() {
        return Arrays.stream(classes)
                .mapToDouble(each -> each.entropyRate().orElseThrow())
                .average();
    }

    @Override
    public double logLikelihood(int[] document) {
        int[] text = Arrays.copyOfRange(document, 1, document.length);
        double[] logs = new double[classes.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Math.log(prior(c, document[0])) + (text.length == 0 ? 0 : classes[c].logLikelihood(text));
        }
        double highest = Arrays.stream(logs).max().orElseThrow();
        return highest == Double.NEGATIVE_INFINITY
                ? highest
                : highest
                        + Math.log(Arrays.stream(logs)
                                .map(log -> Math.exp(log - highest))
                                .sum());
    }

    /** Returns the probability that a document is of a class and has a label. */
    private double prior(int topic, int label) {
        double share = 1.0 / classes.length;
        if (label == NO_CLASS) {
            return spec.unlabelled() * share;
        }
        return label == label(topic) ? (1 - spec.unlabelled()) * share : 0;
    }

    @Override
    public int[] draw(int length, SplittableRandom random) {
        int topic = random.nextInt(classes.length);
        int[] document = new int[length];
        document[0] = random.nextDouble() < spec.unlabelled() ? NO_CLASS : label(topic);
        if (length > 1) {
            System.arraycopy(classes[topic].draw(length - 1, random), 0, document, 1, length - 1);
        }
        return document;
    }

    @Override
    public double[][] marginals(double[][] evidence, boolean leaveOneOut) {
        double[][] text = Arrays.copyOfRange(evidence, 1, evidence.length);
        double[] likelihoods = new double[classes.length];
        double[][][] ofClasses = new double[classes.length][][];
        for (int c = 0; c < classes.length; c++) {
            if (text.length > 0) {
                likelihoods[c] = classes[c].logLikelihood(text);
                ofClasses[c] = classes[c].marginals(text, leaveOneOut);
            }
        }
        double[][] marginals = new double[evidence.length][];
        marginals[0] = ofLabel(likelihoods, evidence[0], leaveOneOut);
        for (int i = 0; i < text.length; i++) {
            double[] logs = new double[classes.length];
            for (int c = 0; c < logs.length; c++) {
                double own = leaveOneOut ? product(ofClasses[c][i], text[i]) : 1;
                logs[c] = Math.log(priorOf(c, evidence[0])) + likelihoods[c] - Math.log(own);
            }
            double[] shares = normalised(logs);
            double[] mixed = new double[symbols()];
            for (int c = 0; c < shares.length; c++) {
                for (int v = 0; v < mixed.length; v++) {
                    mixed[v] += shares[c] * ofClasses[c][i][v];
                }
            }
            marginals[i + 1] = mixed;
        }
        return marginals;
    }

    private double[] ofLabel(double[] likelihoods, double[] seen, boolean leaveOneOut) {
        double[] logs = new double[symbols()];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        double[] ofText = normalised(likelihoods);
        for (int c = 0; c < classes.length; c++) {
            logs[label(c)] = Math.log(prior(c, label(c)) * ofText[c]);
        }
        logs[NO_CLASS] = Math.log(prior(0, NO_CLASS));
        for (int v = 0; v < logs.length && !leaveOneOut; v++) {
            logs[v] += Math.log(seen[v]);
        }
        return normalised(logs);
    }

    /** Returns how likely a class is from what was observed of the label, up to a factor. */
    private double priorOf(int topic, double[] seen) {
        return prior(topic, NO_CLASS) * seen[NO_CLASS] + prior(topic, label(topic)) * seen[label(topic)];
    }

    private static double product(double[] law, double[] likelihood) {
        double sum = 0;
        for (int v = 0; v < law.length; v++) {
            sum += law[v] * likelihood[v];
        }
        return sum;
    }

    private static double[] normalised(double[] logs) {
        double highest = Arrays.stream(logs).max().orElseThrow();
        if (highest == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("the evidence is impossible under the source");
        }
        double[] weights =
                Arrays.stream(logs).map(log -> Math.exp(log - highest)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
