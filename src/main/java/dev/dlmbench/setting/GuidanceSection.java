package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Guidance;

/** Section {@code sampling.guidance}: of which class sequences are, and how strongly they are guided to it. */
final class GuidanceSection implements Section<Guidance> {
    private final Key<Guidance.Kind> kind;
    private final Key<Double> scale;
    private final Key<SettingValue.Range> window;
    private final Key<String> topic;

    /**
     * Declares the keys.
     *
     * @param labelled rows of labelled text only
     */
    GuidanceSection(SettingRows<Guidance> labelled) {
        kind = labelled.choice(
                "kind",
                Guidance.Kind.class,
                is("classifier-free"),
                "topics: the network, asked with the class and without, or what it takes the class for with each token",
                Guidance::kind);
        scale = labelled.decimal(
                "scale",
                is("1"),
                "topics: g; 0 is the law of all classes, 1 that of the class, more is more of what sets it apart",
                Guidance::scale);
        window = labelled.range(
                "window",
                is("[0, 1]"),
                "topics: the times between which guidance acts; time 1 is all noise",
                guidance -> new Window(guidance.until(), guidance.from()));
        topic = labelled.text(
                "class",
                is(Guidance.DRAWN),
                "topics: the letter of the class of all sequences, or drawn: each has its own",
                Guidance::topic);
    }

    @Override
    public Guidance read(PointValues values) {
        SettingValue.Range times = values.get(window);
        return new Guidance(values.get(kind), values.get(scale), times.high(), times.low(), values.get(topic));
    }
}
