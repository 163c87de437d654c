package dev.dlmbench.compression;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.TokenChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Codes sequences of tokens by a model, along the path that a sampler takes to them (ARDM, arXiv 2110.02037, section
 * 3.1, for any sampler of one path). The encoder is the decoder that knows the text: both have the sampler make the
 * same calls in the same order with as many rows, so that they see the same probabilities to the bit. All sequences
 * share one code, in the order in which the sampler settles their tokens.
 *
 * @param denoiser the model
 * @param sampler that has one path to every text
 * @param batch sequences side by side
 * @param seeds for the noise that tokens are predicted from, where there is any
 */
public record SequenceCoder(Denoiser denoiser, Sampler sampler, int batch, Seeds seeds) {

    /** Hears of finished sequences. */
    @FunctionalInterface
    public interface Progress {
        /** Called with how many sequences are done. */
        void sequences(int done);
    }

    /**
     * Sequences in a code.
     *
     * @param bytes of the code that they share
     * @param sequences what is known of each
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Coded(byte[] bytes, List<CodedSequence> sequences) {}

    /**
     * A sequence in a code.
     *
     * @param nats minus the log-likelihood of its tokens in the calls that coded them
     * @param bytesAlone of the code that it has by itself, the end included
     * @param calls of the network that it took part in
     */
    public record CodedSequence(double nats, int bytesAlone, Calls calls) {}

    /**
     * Encodes sequences.
     *
     * @param texts ids of each
     * @param conditions how long each is, and what of it is given to the decoder, too, and is not in the code
     */
    public Coded encode(List<int[]> texts, List<SequenceCondition> conditions, Progress progress) {
        RangeEncoder whole = new RangeEncoder();
        Frequencies frequencies = new Frequencies(denoiser.tokens());
        if (texts.stream().flatMapToInt(Arrays::stream).anyMatch(id -> id < 0 || id >= denoiser.tokens())) {
            throw new IllegalArgumentException("a text has ids that the model does not predict");
        }
        List<Encoding> encodings = texts.stream()
                .map(text -> new Encoding(text, frequencies, whole))
                .toList();
        List<DrawnSequence> led = lead(encodings, conditions, progress);
        List<CodedSequence> sequences = IntStream.range(0, texts.size())
                .mapToObj(i -> encodings.get(i).coded(led.get(i).calls()))
                .toList();
        return new Coded(whole.finish(), sequences);
    }

    /**
     * Returns the sequences in a code, of which so much is given as when they were encoded; other ones where the code
     * or the model is another.
     */
    public List<int[]> decode(byte[] code, List<SequenceCondition> conditions, Progress progress) {
        Frequencies frequencies = new Frequencies(denoiser.tokens());
        RangeDecoder decoder = new RangeDecoder(code);
        TokenChoice choice = (position, law) -> {
            int token = frequencies.of(law).token(decoder.number());
            decoder.take(frequencies.start(token), frequencies.count(token));
            return token;
        };
        return lead(conditions.stream().map(each -> choice).toList(), conditions, progress).stream()
                .map(DrawnSequence::tokens)
                .toList();
    }

    private List<DrawnSequence> lead(
            List<? extends TokenChoice> choices, List<SequenceCondition> conditions, Progress progress) {
        List<DrawnSequence> led = new ArrayList<>();
        while (led.size() < choices.size()) {
            int from = led.size();
            int to = Math.min(choices.size(), from + batch);
            led.addAll(sampler.lead(denoiser, choices.subList(from, to), conditions.subList(from, to), seeds, from));
            progress.sequences(to);
        }
        return led;
    }

    /** A known text, each of whose tokens goes into the code of all and into one of its own. */
    private static final class Encoding implements TokenChoice {
        private final int[] text;
        private final Frequencies frequencies;
        private final RangeEncoder whole;
        private final RangeEncoder alone = new RangeEncoder();
        private double nats;

        Encoding(int[] text, Frequencies frequencies, RangeEncoder whole) {
            this.text = text.clone();
            this.frequencies = frequencies;
            this.whole = whole;
        }

        @Override
        public int token(int position, double[] law) {
            int token = text[position];
            nats -= Math.log(law[token]);
            frequencies.of(law);
            whole.encode(frequencies.start(token), frequencies.count(token));
            alone.encode(frequencies.start(token), frequencies.count(token));
            return token;
        }

        CodedSequence coded(Calls calls) {
            return new CodedSequence(nats, alone.finish().length, calls);
        }
    }
}
