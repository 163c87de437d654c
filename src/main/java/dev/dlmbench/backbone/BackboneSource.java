package dev.dlmbench.backbone;

import dev.dlmbench.engine.ProgramSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The network's program as PyTorch gets it: the resources beside this class, with the numbers that both sides know. */
final class BackboneSource {
    private static final List<String> FILES =
            List.of("network.py", "transformer.py", "losses.py", "training.py", "decoding.py", "sampling.py");

    /** The source. */
    static final String TEXT = read();

    private BackboneSource() {}

    private static String read() {
        ProgramSource source = new ProgramSource()
                .numbers(AttentionPattern.class, AttentionPattern::code)
                .numbers(LossKind.class, LossKind::code)
                .numbers(DecodingCall.AttentionMask.class, DecodingCall.AttentionMask::code)
                .numbers(DecodedLogits.RowMeasure.class, DecodedLogits.RowMeasure::code)
                .number("TIME_FREQUENCIES", WeightLayout.TIME_FEATURES / 2);
        FILES.forEach(file -> source.file(file, text(file)));
        return source.text();
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(BackboneSource.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot be read from the class path", e);
        }
    }
}
