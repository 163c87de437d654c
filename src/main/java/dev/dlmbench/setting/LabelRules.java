package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problem;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.Guidance;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.text.CorpusSpec;
import java.util.ArrayList;
import java.util.List;

/** The rules that hold between a text's labels, a process, and guidance by them. */
final class LabelRules {
    private static final String SCALE = "sampling.guidance.scale";
    private static final String KIND = "sampling.guidance.kind";

    private final PointSettings settings;
    private final ProcessSpec process;
    private final Guidance guidance;
    private final List<Problem> problems = new ArrayList<>();

    private LabelRules(PointSettings settings) {
        this.settings = settings;
        this.process = settings.process();
        this.guidance = settings.sampling().guidance();
    }

    /** Returns what is wrong with settings that are right one by one. */
    static List<Problem> check(PointSettings settings) {
        LabelRules rules = new LabelRules(settings);
        if (settings.data().corpus() instanceof CorpusSpec.Topics topics) {
            rules.labels(topics);
            if (rules.guidance.acts()) {
                rules.guidance();
            }
            if (rules.guidance.kind() == Guidance.Kind.CLASSIFIER) {
                rules.classifier(topics);
            }
        } else if (!rules.guidance.equals(Guidance.NONE)) {
            rules.note(SCALE, "needs text with labels: data.corpus topics");
        }
        return rules.problems;
    }

    private void labels(CorpusSpec.Topics topics) {
        if (topics.learnLabels() && process.kind().replaces()) {
            note(
                    "data.corpus.learnLabels",
                    "must be false for kind " + Names.of(process.kind())
                            + ": noise that looks like tokens leaves no label certain");
        }
        List<String> classes = topics.letters();
        if (!guidance.topic().equals(Guidance.DRAWN) && !classes.contains(guidance.topic())) {
            note(
                    "sampling.guidance.class",
                    "must be drawn or one of " + String.join(", ", classes) + ", got " + guidance.topic());
        }
        if (guidance.windowed() && !process.kind().inBlocks()) {
            note("sampling.guidance.window", "must be [0, 1] for kind autoregressive, which has no times");
        }
    }

    private void guidance() {
        if (process.written().parameterization() == Parameterization.MEAN) {
            note(SCALE, "needs a mask that says nothing: process.parameterization must not be mean");
        }
        if (process.kind() == ProcessKind.SPHERE) {
            note(SCALE, "does not go with kind sphere, whose walks are not guided");
        }
        if (settings.control().isPresent()) {
            note(SCALE, "needs a network or the exact source, not a control");
        }
        Proposal proposal = settings.sampling().proposal();
        boolean filtered = proposal.topK() > 0 || proposal.topP() < 1 || proposal.minP() > 0;
        if (process.kind().replaces() && filtered) {
            note(
                    SCALE,
                    "mixes whole posteriors for kind " + Names.of(process.kind())
                            + ", of which topK, topP and minP must leave all");
        }
    }

    private void classifier(CorpusSpec.Topics topics) {
        int sequence = settings.data().sequence();
        boolean whole = process.as(MaskedSpec.class).isPresent() && process.blockSizeIn(sequence) == sequence;
        if (!whole || !topics.learnLabels()) {
            note(
                    KIND,
                    "classifier needs masks over whole sequences and data.corpus.learnLabels true: the network itself says"
                            + " what a masked label is");
        }
        if (settings.sampling().arTokens() > 0) {
            note(KIND, "classifier guides whole blocks: sampling.arTokens must be 0");
        }
        if (settings.sampling().corrector() instanceof Arpc) {
            note(KIND, "classifier guides predictions, and corrector arpc verifies by others");
        }
        if (settings.sampling().stopping().maxLengthIn(sequence) > sequence) {
            note(
                    "sampling.stop.maxLength",
                    "must be at most data.sequence with a classifier, which reads it as a whole");
        }
    }

    private void note(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
