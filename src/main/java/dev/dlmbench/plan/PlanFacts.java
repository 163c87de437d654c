package dev.dlmbench.plan;

import dev.dlmbench.text.DataSpec;
import java.util.List;
import java.util.OptionalLong;

/** What planning must know about texts and networks. */
public interface PlanFacts {

    /** Returns SHA-256 of the files behind the text and its tokenizer; empty where there are none. */
    String contentHash(DataSpec data);

    /** Returns which files a run will need that are not there. */
    List<String> missing(DataSpec data);

    /** Returns the number of trainable parameters, if that can be told without training. */
    OptionalLong parameters(NodeSpec.NetworkModel model);
}
