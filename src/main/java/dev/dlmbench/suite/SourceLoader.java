package dev.dlmbench.suite;

import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.Source;
import dev.dlmbench.yaml.Suggestions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads the text of suite files: UTF-8 of bounded size, with or without a byte order mark. */
final class SourceLoader {
    private static final int MOST_BYTES = 1 << 20;

    private final Diagnostics diagnostics;
    private int loaded;
    private long bytesLoaded;

    SourceLoader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Returns a source for an override on the command line; those sort behind all files. */
    static Source override(String text, String value, int index) {
        return new Source("override '" + Suggestions.shorten(text) + "'", Integer.MAX_VALUE / 2 + index, value, false);
    }

    /** Returns the file's text; nothing, with the reason reported at {@code wanted} or the file, if it has none. */
    Optional<Source> load(Path file, Optional<Position> wanted) {
        Source empty = new Source(file.toString(), loaded++, "", true);
        byte[] bytes;
        try {
            if (!Files.exists(file)) {
                return refuse(empty, wanted, "there is no such file");
            }
            if (!Files.isRegularFile(file)) {
                return refuse(empty, wanted, "is not a file");
            }
            if (Files.size(file) > MOST_BYTES) {
                return refuse(empty, wanted, "is larger than " + MOST_BYTES / 1024 + " KiB");
            }
            bytesLoaded += Files.size(file);
            if (bytesLoaded > MOST_BYTES) {
                return refuse(empty, wanted, "makes all files together larger than " + MOST_BYTES / 1024 + " KiB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return refuse(empty, wanted, "cannot be read");
        }
        return decode(empty, bytes);
    }

    private Optional<Source> refuse(Source source, Optional<Position> wanted, String rule) {
        wanted.ifPresentOrElse(
                at -> diagnostics.report(at, source.name() + ": " + rule), () -> diagnostics.reportWhole(source, rule));
        return Optional.empty();
    }

    private Optional<Source> decode(Source source, byte[] bytes) {
        if (bytes.length >= 2 && (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE))) {
            diagnostics.reportWhole(source, "is in UTF-16; save it as UTF-8");
            return Optional.empty();
        }
        if (bytes.length >= 4 && zeros(bytes) >= bytes.length / 4) {
            diagnostics.reportWhole(source, "is in UTF-16 or UTF-32, or no text at all; save it as UTF-8");
            return Optional.empty();
        }
        int skip = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer input = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, text, true);
        String good = text.flip().toString();
        Source read = new Source(source.name(), source.order(), good, true);
        if (result.isError()) {
            int line = (int) good.chars().filter(c -> c == '\n').count() + 1;
            int column = good.codePointCount(good.lastIndexOf('\n') + 1, good.length()) + 1;
            String rule =
                    String.format(Locale.ROOT, "is not UTF-8: there is a stray byte 0x%02X", bytes[input.position()]);
            diagnostics.report(new Position(read, line, column), rule);
            return Optional.empty();
        }
        return Optional.of(read);
    }

    private static int zeros(byte[] bytes) {
        int zeros = 0;
        for (byte each : bytes) {
            zeros += each == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
