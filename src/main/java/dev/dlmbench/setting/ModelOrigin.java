package dev.dlmbench.setting;

import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.pretrained.PretrainedSpec;

/** What predicts, and where it is from. */
public sealed interface ModelOrigin {

    /** The network, trained here. */
    record Trained() implements ModelOrigin {}

    /** A published network of a family that is known here. */
    record Published(PretrainedSpec spec) implements ModelOrigin {}

    /** A network of the user's own. */
    record Scripted(ScriptSpec spec) implements ModelOrigin {}

    /** The exact source of the text, in a network's place. */
    record ExactSource() implements ModelOrigin {}
}
