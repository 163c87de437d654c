package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Running text, cut where the tokenizer allows it, or into pieces of the same number of characters.
 *
 * @param piece characters (code points) in a document; 0 if all of a file is one
 * @param tokenizer that says where text can be cut
 * @param size of a batch, in characters
 */
record TextBatches(int piece, Tokenizer tokenizer, int size) implements DocumentBatches {
    private static final int READ_AT_ONCE = 1 << 16;
    private static final int LARGEST = 1 << 30;

    @Override
    public void each(List<Path> files, Range range, Sink sink) throws IOException, InterruptedException {
        long characters = 0;
        long before = 0;
        for (Path file : files) {
            StringBuilder pending = new StringBuilder();
            try (Characters text = new Characters(file)) {
                String next = text.read();
                while (!next.isEmpty() && characters < range.until()) {
                    int there = next.codePointCount(0, next.length());
                    int skipped = range.before(characters, there);
                    int kept = range.inside(characters, there);
                    if (kept > skipped) {
                        int from = next.offsetByCodePoints(0, skipped);
                        pending.append(next, from, next.offsetByCodePoints(from, kept - skipped));
                    }
                    characters += there;
                    if (pending.length() > size + READ_AT_ONCE) {
                        give(pending, file, before + text.read, sink);
                    }
                    next = text.read();
                }
                finish(pending, file, before + text.read, sink);
                before += Files.size(file);
            }
        }
    }

    private void give(StringBuilder pending, Path file, long read, Sink sink) throws InterruptedException {
        String text = pending.toString();
        int cut = piece > 0 ? wholePieces(text, size) : tokenizer.cut(text, size);
        if (cut < text.length()) {
            emit(text.substring(0, cut), true, read, sink);
            pending.delete(0, cut);
        } else if (text.length() > LARGEST) {
            throw new InvalidSettingException(file + ": the tokenizer does not tell where so long a text can be cut;"
                    + " make documents of it (format lines or jsonl)");
        }
    }

    private void finish(StringBuilder pending, Path file, long read, Sink sink) throws InterruptedException {
        while (pending.length() > size) {
            int before = pending.length();
            give(pending, file, read, sink);
            if (pending.length() == before) {
                break;
            }
        }
        String text = pending.toString();
        emit(piece > 0 ? text.substring(0, wholePieces(text, text.length())) : text, false, read, sink);
    }

    /** Returns where the last whole piece within {@code most} characters ends. */
    private int wholePieces(String text, int most) {
        int points = text.codePointCount(0, Math.min(most, text.length()));
        return text.offsetByCodePoints(0, points / piece * piece);
    }

    private void emit(String text, boolean open, long read, Sink sink) throws InterruptedException {
        if (piece == 0) {
            sink.accept(new Batch(() -> List.of(text), open, read));
        } else if (!text.isEmpty()) {
            sink.accept(new Batch(() -> pieces(text), false, read));
        }
    }

    private List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int until = text.offsetByCodePoints(from, piece);
            pieces.add(text.substring(from, until));
            from = until;
        }
        return pieces;
    }

    @Override
    public long count(List<Path> files) throws IOException {
        long characters = 0;
        for (Path file : files) {
            try (Characters text = new Characters(file)) {
                for (String next = text.read(); !next.isEmpty(); next = text.read()) {
                    characters += next.codePointCount(0, next.length());
                }
            }
        }
        return characters;
    }

    /** The characters of a file of UTF-8, none of them cut in two. */
    private static final class Characters implements AutoCloseable {
        private final Path file;
        private final InputStream stream;
        private final ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE);
        private final CharBuffer characters = CharBuffer.allocate(READ_AT_ONCE);
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private long read;

        Characters(Path file) throws IOException {
            this.file = file;
            this.stream = Files.newInputStream(file);
        }

        /** Returns the next characters; empty at the end. */
        String read() throws IOException {
            int count = stream.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            boolean end = bytes.position() + count < bytes.capacity();
            bytes.limit(bytes.position() + count).position(0);
            int there = bytes.limit();
            characters.clear();
            CoderResult result = decoder.decode(bytes, characters, end);
            long done = read + there - bytes.remaining();
            if (result.isError()) {
                throw new InvalidSettingException(file + " is not UTF-8: byte " + done + " starts no character");
            }
            read = done;
            bytes.compact();
            return characters.flip().toString();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
