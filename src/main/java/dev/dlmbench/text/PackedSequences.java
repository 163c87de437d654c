package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** Sequences of one length that are made of documents; each is made when it is asked for. */
final class PackedSequences {
    private final MappedIds ids;
    private final DatasetSpec.Packing rule;
    private final Frame frame;
    private final int room;
    private final int stride;
    private final long[] firsts;

    /**
     * What stands around the text of a sequence.
     *
     * @param start ids before the text
     * @param end ids behind the text
     * @param padding behind that, up to the length
     * @param length of a sequence
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int[] start, int[] end, OptionalInt padding, int length) {
        /** Returns the frame that settings describe. */
        static Frame of(DatasetSpec.Sequences settings, Tokenizer tokenizer, int length) {
            int[] padding = token(tokenizer, "padding", settings.padding());
            return new Frame(
                    token(tokenizer, "sequenceStart", settings.sequenceStart()),
                    token(tokenizer, "sequenceEnd", settings.sequenceEnd()),
                    padding.length == 0 ? OptionalInt.empty() : OptionalInt.of(padding[0]),
                    length);
        }

        int room() {
            return length - start.length - end.length;
        }
    }

    /**
     * Packs documents.
     *
     * @param stride ids of text from where one sequence begins to where the next does; 0: side by side
     */
    PackedSequences(MappedIds ids, DatasetSpec.Packing rule, Frame frame, int stride) {
        this.ids = ids;
        this.rule = rule;
        this.frame = frame;
        this.room = frame.room();
        if (room < 1) {
            throw new InvalidSettingException("data.sequence must leave room for text between data.corpus.sequenceStart"
                    + " and sequenceEnd, got " + frame.length());
        }
        if (stride > room) {
            throw new InvalidSettingException(
                    "data.corpus.stride must be at most " + room + ", the text of a sequence, got " + stride);
        }
        this.stride = stride == 0 ? room : stride;
        this.firsts = rule == DatasetSpec.Packing.WHOLE ? firsts() : new long[0];
    }

    /**
     * Returns the id of a token that is given as text; none if that is empty.
     *
     * @param key the setting, for the message
     */
    static int[] token(Tokenizer tokenizer, String key, String text) {
        int[] ids;
        try {
            ids = tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("data.corpus." + key + ": " + e.getMessage(), e);
        }
        if (ids.length > 1) {
            throw new InvalidSettingException("data.corpus." + key + " must be one token, and '" + text + "' is "
                    + ids.length + " to this tokenizer; \"\" puts none");
        }
        return ids;
    }

    /** Returns the first document of every sequence, and how many documents there are. */
    private long[] firsts() {
        LongStream.Builder firsts = LongStream.builder();
        long end = 0;
        long begun = 0;
        for (long document = 0; document < ids.documents(); document++) {
            long next = ids.end(document);
            if (document == 0 || next - begun > room) {
                firsts.add(document);
                begun = end;
            }
            end = next;
        }
        return firsts.add(ids.documents()).build().toArray();
    }

    /** Returns how many there are; running text that does not fill one more is left out. */
    long count() {
        return switch (rule) {
            case WRAPPED -> ids.length() < room ? 0 : (ids.length() - room) / stride + 1;
            case DOCUMENTS -> ids.documents();
            case WHOLE -> firsts.length - 1L;
        };
    }

    /** Returns where the text of a sequence begins among all ids. */
    long start(long sequence) {
        return switch (rule) {
            case WRAPPED -> sequence * stride;
            case DOCUMENTS -> ids.start(sequence);
            case WHOLE -> ids.start(firsts[(int) sequence]);
        };
    }

    private int textLength(long sequence) {
        long end =
                switch (rule) {
                    case WRAPPED -> sequence * stride + room;
                    case DOCUMENTS -> ids.end(sequence);
                    case WHOLE -> ids.start(firsts[(int) sequence + 1]);
                };
        return (int) Math.min(room, end - start(sequence));
    }

    /** Returns how many ids at the start of a sequence are known from the one before. */
    int context(long sequence) {
        return sequence == 0 || stride == room ? 0 : frame.start().length + room - stride;
    }

    /** Returns a sequence without padding. */
    int[] sequence(long sequence) {
        int[] text = ids.slice(start(sequence), textLength(sequence));
        int[] whole = Arrays.copyOf(frame.start(), frame.start().length + text.length + frame.end().length);
        System.arraycopy(text, 0, whole, frame.start().length, text.length);
        System.arraycopy(frame.end(), 0, whole, frame.start().length + text.length, frame.end().length);
        return whole;
    }

    /**
     * Returns all sequences, one behind the other, each filled up to the length.
     *
     * @throws InvalidSettingException if short ones need padding and no token is given
     */
    IdSequence padded() {
        if (rule != DatasetSpec.Packing.WRAPPED && frame.padding().isEmpty()) {
            throw new InvalidSettingException(
                    "data.corpus.padding must name the token that fills up short training sequences");
        }
        return new Padded(this);
    }

    /**
     * Sequences as ids one after another.
     *
     * @param sequences which
     */
    private record Padded(PackedSequences sequences) implements IdSequence {
        @Override
        public long length() {
            return sequences.count() * sequences.frame.length();
        }

        @Override
        public int[] slice(long from, int count) {
            int length = sequences.frame.length();
            int[] ids = new int[count];
            for (int done = 0; done < count; ) {
                int[] sequence = sequences.sequence((from + done) / length);
                int first = (int) ((from + done) % length);
                int here = Math.min(count - done, length - first);
                int there = Math.max(0, Math.min(here, sequence.length - first));
                System.arraycopy(sequence, Math.min(first, sequence.length), ids, done, there);
                Arrays.fill(
                        ids,
                        done + there,
                        done + here,
                        sequences.frame.padding().orElse(0));
                done += here;
            }
            return ids;
        }
    }
}
