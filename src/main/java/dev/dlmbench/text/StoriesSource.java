package dev.dlmbench.text;

import dev.dlmbench.text.StoryReading.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Short English-like stories, one after another, each ended by a newline. A document is the first characters of such a
 * text, so that it starts with a story and may end inside one.
 */
final class StoriesSource implements ExactSource {
    private final StoryGrammar grammar;
    private final Tokenizer tokenizer;
    private final String alphabet;
    private final StoryReading start;

    /**
     * A document with the probability of the choices that made it.
     *
     * @param text as drawn
     * @param logProbability of the choices, in nats, up to the last character
     */
    record Drawn(String text, double logProbability) {}

    /** Creates the source of the stories that come with the program. */
    StoriesSource() {
        this(StoryGrammarReader.resource("stories.txt"));
    }

    StoriesSource(StoryGrammar grammar) {
        this.grammar = grammar;
        this.tokenizer = CharacterTokenizer.of(grammar.alphabet());
        this.alphabet = tokenizer.identity();
        this.start = StoryReading.start();
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Returns the entropy of a story over its expected length: stories are independent, so this is the rate of the
     * whole text. It holds because every story of the grammar has one derivation, so that the entropy of its choices is
     * the entropy of its characters.
     */
    @Override
    public OptionalDouble entropyRate() {
        StoryEntropy entropy = new StoryEntropy(grammar);
        return OptionalDouble.of(entropy.entropy() / entropy.length());
    }

    /**
     * Returns the log of the probability that the text starts with these characters, summed over everything that may
     * stand behind them; negative infinity for characters that no story has in this place.
     */
    @Override
    public double logLikelihood(int[] document) {
        Map<StoryReading, Double> readings = Map.of(start, 1.0);
        double logLikelihood = 0;
        for (int i = 0; i < document.length; i++) {
            if (document[i] == tokenizer.mask()) {
                return Double.NEGATIVE_INFINITY;
            }
            readings = advance(readings, alphabet.charAt(document[i]));
            double sum = 0;
            for (double mass : readings.values()) {
                sum += mass;
            }
            if (sum == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            logLikelihood += Math.log(sum);
            double scale = sum;
            readings.replaceAll((reading, mass) -> mass / scale);
        }
        return logLikelihood;
    }

    private Map<StoryReading, Double> advance(Map<StoryReading, Double> readings, char letter) {
        Map<StoryReading, Double> next = new LinkedHashMap<>();
        readings.forEach((reading, mass) -> {
            for (Step step : reading.steps(grammar)) {
                if (step.letter() == letter) {
                    next.merge(step.next(), mass * step.probability(), Double::sum);
                }
            }
        });
        return next;
    }

    @Override
    public int[] draw(int length, SplittableRandom random) {
        return tokenizer.encode(drawn(length, random).text());
    }

    /** Returns a document and how likely its choices were. */
    Drawn drawn(int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder(length);
        double logProbability = 0;
        StoryReading reading = start;
        while (text.length() < length) {
            Step step = pick(reading.steps(grammar), random);
            text.append(step.letter());
            logProbability += Math.log(step.probability());
            reading = step.next();
        }
        return new Drawn(text.toString(), logProbability);
    }

    private static Step pick(List<Step> steps, SplittableRandom random) {
        if (steps.size() == 1) {
            return steps.get(0);
        }
        double left = random.nextDouble();
        for (Step step : steps) {
            left -= step.probability();
            if (left < 0) {
                return step;
            }
        }
        return steps.get(steps.size() - 1);
    }
}
