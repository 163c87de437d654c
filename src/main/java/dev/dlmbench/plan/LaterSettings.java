package dev.dlmbench.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Names;
import dev.dlmbench.evaluation.LaterSetting;
import dev.dlmbench.evaluation.LikelihoodSpec.FirstToken;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.Guidance;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import java.util.List;
import java.util.Locale;

/**
 * Settings that came later: at their first value stored specs leave them out, so that older work keeps its address.
 * What lies in another is behind it.
 */
final class LaterSettings {
    private static final JsonMapper WORDS =
            JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();

    private static final List<LaterSetting> LATER = List.of(
            new LaterSetting("/sampling", "arTokens", IntNode.valueOf(0)),
            new LaterSetting("/objective", "scheduledSampling", DoubleNode.valueOf(0)),
            new LaterSetting("/objective", "coupledSampling", DoubleNode.valueOf(0)),
            new LaterSetting("/sampling/proposal", "tail", TextNode.valueOf(Names.of(Proposal.Tail.PREDICTION))),
            new LaterSetting("/sampling", "votes", IntNode.valueOf(1)),
            new LaterSetting("/sampling", "passes", IntNode.valueOf(SamplingSpec.PASSES)),
            new LaterSetting(
                    "/sampling",
                    "early",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("steps", EarlyEnd.NEVER.steps())
                            .put("entropy", EarlyEnd.NEVER.entropy())),
            new LaterSetting(
                    "/sampling", "joint", JsonNodeFactory.instance.objectNode().put("kind", "independent")),
            new LaterSetting(
                    "/sampling",
                    "guidance",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("kind", Guidance.NONE.kind().name().toLowerCase(Locale.ROOT))
                            .put("scale", Guidance.NONE.scale())
                            .put("from", Guidance.NONE.from())
                            .put("until", Guidance.NONE.until())
                            .put("topic", Guidance.NONE.topic())),
            new LaterSetting("/latency", "prompted", BooleanNode.FALSE),
            new LaterSetting("/likelihood", "firstToken", TextNode.valueOf(Names.of(FirstToken.SCORE))),
            new LaterSetting("/likelihood", "sandwich", IntNode.valueOf(0)),
            new LaterSetting("/backbone", "network", TextNode.valueOf(BackboneSpec.DEFAULT_NETWORK.id())),
            new LaterSetting("/process", "beginning", TextNode.valueOf(Names.of(Beginning.LEARNED))),
            new LaterSetting("/process", "sphere", WORDS.valueToTree(SpherePath.MASKED)),
            new LaterSetting("/process", "softMask", NullNode.getInstance()),
            new LaterSetting(
                    "/data", "examples", JsonNodeFactory.instance.objectNode().put("end", "")),
            new LaterSetting("/data/examples", "packed", BooleanNode.FALSE),
            new LaterSetting("/data/examples", "multiPass", BooleanNode.FALSE),
            new LaterSetting("/data/examples", "learnPadding", BooleanNode.TRUE));

    private LaterSettings() {}

    /** Takes out of a spec what says nothing. */
    static void leaveOut(JsonNode spec) {
        for (int i = LATER.size() - 1; i >= 0; i--) { // what is empty without what lies in it is left out with it
            LATER.get(i).leaveOut(spec);
        }
    }

    /** Puts back what {@link #leaveOut} took out. */
    static void putBack(JsonNode spec) {
        LATER.forEach(setting -> setting.putBack(spec));
    }
}
