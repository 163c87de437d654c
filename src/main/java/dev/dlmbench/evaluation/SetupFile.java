package dev.dlmbench.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.Guidance;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The JSON file that tells a timing JVM what to decode with. The JVM may be of another build, so what came later is
 * left out where it has no effect.
 */
public final class SetupFile {
    private static final String PROCESS = "/process";
    private static final String SAMPLING = "/sampling";

    private static final JsonMapper JSON =
            SpecWords.in(JsonMapper.builder()).addModule(new StoredParts(false)).build();

    private static final List<LaterSetting> LATER = List.of(
            later("/backbone", "network", BackboneSpec.DEFAULT_NETWORK.name()),
            later(PROCESS, "beginning", Beginning.LEARNED),
            later(PROCESS, "sphere", SpherePath.MASKED),
            new LaterSetting(PROCESS, "softMask", JSON.nullNode()),
            later(SAMPLING + "/proposal", "tail", Proposal.Tail.PREDICTION),
            later(SAMPLING, "votes", 1),
            later(SAMPLING, "passes", SamplingSpec.PASSES),
            later(SAMPLING, "early", EarlyEnd.NEVER),
            new LaterSetting(SAMPLING, "joint", JSON.createObjectNode().put("kind", "INDEPENDENT")),
            later(SAMPLING, "guidance", Guidance.NONE),
            later("/setup", "labels", 0),
            later("/setup", "shares", List.of()),
            later("", "prompts", List.of()),
            new LaterSetting("", "companion", JSON.nullNode()));

    private SetupFile() {}

    private static LaterSetting later(String section, String name, Object first) {
        return new LaterSetting(section, name, JSON.valueToTree(first));
    }

    /** Writes {@code setup}. */
    public static void write(Path file, DecodingSetup setup) throws IOException {
        JsonNode whole = JSON.valueToTree(setup);
        LATER.forEach(setting -> setting.leaveOut(whole));
        JSON.writeValue(file.toFile(), whole);
    }

    /** Reads what {@link #write} wrote. */
    static DecodingSetup read(Path file) throws IOException {
        JsonNode whole = JSON.readTree(file.toFile());
        LATER.forEach(setting -> setting.putBack(whole));
        return JSON.treeToValue(whole, DecodingSetup.class);
    }
}
