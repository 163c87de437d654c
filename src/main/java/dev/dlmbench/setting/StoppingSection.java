package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.is;
import static dev.dlmbench.setting.Fallback.sameAs;

import dev.dlmbench.sampling.Stopping;

/** Section {@code sampling.stop}: how long a sequence gets. */
final class StoppingSection implements Section<Stopping> {
    private static final String SEQUENCE = "data.sequence";

    private final Key<String> text;
    private final Key<Integer> maxLength;
    private final Key<Double> entropy;
    private final Key<Integer> retries;

    /**
     * Declares the keys.
     *
     * @param point rows that see the whole point, since a length is measured against a sequence
     */
    StoppingSection(SettingRows<Stopping> rows, SettingRows<PointSettings> point) {
        text = rows.where(Stopping::free)
                .text("text", NOTHING, "text that ends a sequence, which then has no fixed length", Stopping::text);
        maxLength = point.integer(
                "sampling.stop.maxLength",
                sameAs(SEQUENCE),
                "tokens that a sequence has, or has at most; a multiple of process.blockSize",
                settings -> settings.sampling()
                        .stopping()
                        .maxLengthIn(settings.data().sequence()));
        entropy = rows.decimal(
                "entropy",
                is("0"),
                "nats that the last 256 tokens must have, else the sequence ends, or is drawn anew; 0 means no rule",
                Stopping::entropy);
        retries = rows.where(stopping -> stopping.entropy() != 0 && !stopping.free())
                .integer(
                        "retries",
                        is("10"),
                        "draws at most of a sequence of fixed length that repeats itself, beyond the first",
                        Stopping::retries);
    }

    @Override
    public Stopping read(PointValues values) {
        String ending = values.written(text).orElse("");
        double least = values.get(entropy);
        long longest = values.wholeOrZero(maxLength.name()).orElseThrow(UnresolvedException::new);
        long sequence =
                values.find(SEQUENCE).orElseThrow(UnresolvedException::new).whole();
        return new Stopping(
                longest == sequence ? 0 : Math.toIntExact(longest),
                ending,
                least,
                least == 0 || !ending.isEmpty() ? 0 : values.get(retries));
    }
}
