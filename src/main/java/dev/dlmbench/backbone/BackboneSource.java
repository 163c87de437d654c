package dev.dlmbench.backbone;

import dev.dlmbench.engine.ProgramSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Networks' programs as PyTorch gets them: the resources beside this class, with the numbers that both sides know. */
final class BackboneSource {
    private static final List<String> SHARED =
            List.of("shared.py", "caching.py", "losses.py", "training.py", "sampling.py");

    private static final Map<Network, String> TEXTS = new ConcurrentHashMap<>();

    private BackboneSource() {}

    /** Returns the source of a network's program. */
    static String of(Network network) {
        return TEXTS.computeIfAbsent(network, BackboneSource::read);
    }

    private static String read(Network network) {
        ProgramSource source = new ProgramSource()
                .numbers(AttentionPattern.class, AttentionPattern::code)
                .numbers(LossKind.class, LossKind::code)
                .numbers(DecodingCall.AttentionMask.class, DecodingCall.AttentionMask::code)
                .numbers(DecodedLogits.RowMeasure.class, DecodedLogits.RowMeasure::code);
        network.constants().forEach(source::number);
        SHARED.forEach(file -> source.file(file, text(file)));
        network.files().forEach(file -> source.file(file, text(file)));
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
