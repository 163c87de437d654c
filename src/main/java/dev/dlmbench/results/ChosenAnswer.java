package dev.dlmbench.results;

import java.util.List;

/**
 * One line of {@code choices.jsonl}: which of its choices a model found likeliest behind an example's prompt.
 *
 * @param id of the example, the same in every run
 * @param prompt what was asked
 * @param expected the right choice
 * @param chosen the choice of the highest log-likelihood
 * @param right whether that is the right one
 * @param chosenByLength the choice of the highest log-likelihood for each of its characters
 * @param rightByLength whether that is the right one
 * @param margin by how many nats {@code chosen} is likelier than the second
 * @param marginError standard error of the margin over the noise drawn, which choices share; 0 where none is drawn
 * @param separated whether the 95 % interval of the margin lies above 0
 * @param difficulty of the example
 * @param choices in the order of the task
 */
public record ChosenAnswer(
        String id,
        String prompt,
        String expected,
        String chosen,
        boolean right,
        String chosenByLength,
        boolean rightByLength,
        double margin,
        double marginError,
        boolean separated,
        String difficulty,
        List<Choice> choices) {

    /**
     * How likely a choice is.
     *
     * @param text the choice
     * @param nats minus its log-likelihood given the prompt, or an estimate of an upper bound of that
     * @param standardError of the nats over the noise drawn; 0 where none is drawn
     * @param tokens how many it has
     * @param perToken nats for each token
     * @param perCharacter nats for each Unicode character
     * @param perByte nats for each byte of UTF-8
     */
    public record Choice(
            String text,
            double nats,
            double standardError,
            int tokens,
            double perToken,
            double perCharacter,
            double perByte) {}

    /** Copies the list. */
    public ChosenAnswer {
        choices = List.copyOf(choices);
    }
}
