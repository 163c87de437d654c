package dev.dlmbench.setting;

import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.pretrained.PretrainedSpec;
import java.util.List;

/** What predicts, and where it is from. */
public sealed interface ModelOrigin {
    /** What the controls are called: by the frequency of tokens, by n-grams and shorter ones, n-grams of the text. */
    List<String> CONTROLS = List.of("unigram", "back-off", "shuffled");

    /** The network, trained here. */
    record Trained() implements ModelOrigin {}

    /** A published network of a family that is known here. */
    record Published(PretrainedSpec spec) implements ModelOrigin {}

    /** A network of the user's own. */
    record Scripted(ScriptSpec spec) implements ModelOrigin {}

    /** A writer without parameters. */
    record Control(ControlSpec spec) implements ModelOrigin {}

    /** The exact source of the text, in a network's place. */
    record ExactSource() implements ModelOrigin {}
}
