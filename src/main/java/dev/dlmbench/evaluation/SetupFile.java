package dev.dlmbench.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The JSON file that tells a timing JVM what to decode with. The JVM may be of another build, so what came later is
 * left out where it has no effect.
 */
public final class SetupFile {
    private static final String NETWORK = "network";
    private static final String PROCESS = "process";
    private static final String BEGINNING = "beginning";
    private static final String SAMPLING = "sampling";
    private static final String PROPOSAL = "/sampling/proposal";
    private static final String TAIL = "tail";
    private static final String VOTES = "votes";
    private static final String PASSES = "passes";
    private static final String EARLY = "early";
    private static final String PROMPTS = "prompts";
    private static final String SETUP = "setup";
    private static final String SHARES = "shares";
    private static final String SOFT_MASK = "softMask";

    private static final JsonMapper JSON =
            SpecWords.in(JsonMapper.builder()).addModule(new StoredParts(false)).build();

    private SetupFile() {}

    /** Writes {@code setup}. */
    public static void write(Path file, DecodingSetup setup) throws IOException {
        JsonNode whole = JSON.valueToTree(setup);
        if (setup.backbone().network() == BackboneSpec.DEFAULT_NETWORK
                && whole.path("backbone") instanceof ObjectNode backbone) {
            backbone.remove(NETWORK);
        }
        if (whole.path(PROCESS) instanceof ObjectNode process
                && process.path(BEGINNING).asText().equals(Beginning.LEARNED.name())) {
            process.remove(BEGINNING);
        }
        if (setup.sampling().proposal().tail() == Proposal.Tail.PREDICTION
                && whole.at(PROPOSAL) instanceof ObjectNode proposal) {
            proposal.remove(TAIL);
        }
        if (setup.sampling().votes() == 1 && whole.path(SAMPLING) instanceof ObjectNode sampling) {
            sampling.remove(VOTES);
        }
        if (setup.sampling().passes() == SamplingSpec.PASSES && whole.path(SAMPLING) instanceof ObjectNode sampling) {
            sampling.remove(PASSES);
        }
        if (!setup.sampling().early().ever() && whole.path(SAMPLING) instanceof ObjectNode sampling) {
            sampling.remove(EARLY);
        }
        if (whole.path(PROCESS) instanceof ObjectNode process
                && process.path(SOFT_MASK).isNull()) {
            process.remove(SOFT_MASK);
        }
        if (setup.setup().shares().isEmpty() && whole.path(SETUP) instanceof ObjectNode known) {
            known.remove(SHARES);
        }
        if (setup.prompts().isEmpty() && whole instanceof ObjectNode object) {
            object.remove(PROMPTS);
        }
        JSON.writeValue(file.toFile(), whole);
    }

    /** Reads what {@link #write} wrote. */
    static DecodingSetup read(Path file) throws IOException {
        JsonNode whole = JSON.readTree(file.toFile());
        if (whole.path("backbone") instanceof ObjectNode backbone && !backbone.has(NETWORK)) {
            backbone.put(NETWORK, BackboneSpec.DEFAULT_NETWORK.name());
        }
        if (whole.path(PROCESS) instanceof ObjectNode process && !process.has(BEGINNING)) {
            process.put(BEGINNING, Beginning.LEARNED.name());
        }
        if (whole.at(PROPOSAL) instanceof ObjectNode proposal && !proposal.has(TAIL)) {
            proposal.put(TAIL, Proposal.Tail.PREDICTION.name());
        }
        if (whole.path(SAMPLING) instanceof ObjectNode sampling && !sampling.has(VOTES)) {
            sampling.put(VOTES, 1);
        }
        if (whole.path(SAMPLING) instanceof ObjectNode sampling && !sampling.has(PASSES)) {
            sampling.put(PASSES, SamplingSpec.PASSES);
        }
        if (whole.path(SAMPLING) instanceof ObjectNode sampling && !sampling.has(EARLY)) {
            sampling.set(EARLY, JSON.valueToTree(EarlyEnd.NEVER));
        }
        if (whole.path(PROCESS) instanceof ObjectNode process && !process.has(SOFT_MASK)) {
            process.putNull(SOFT_MASK);
        }
        if (whole.path(SETUP) instanceof ObjectNode known && !known.has(SHARES)) {
            known.putArray(SHARES);
        }
        if (whole instanceof ObjectNode object && !object.has(PROMPTS)) {
            object.putArray(PROMPTS);
        }
        return JSON.treeToValue(whole, DecodingSetup.class);
    }
}
