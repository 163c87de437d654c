package dev.dlmbench.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.dlmbench.backbone.GiddNetwork;
import dev.dlmbench.backbone.Gpt2;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.StandardNetwork;
import java.io.IOException;
import java.util.Arrays;

/** Networks as JSON: a word, or for one with sizes of its own an object of its kind and these. */
final class StoredNetworks extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String KIND = "kind";
    private static final String POSITIONS = "positions";
    private static final String FACTOR = "factor";
    private static final String INPUT_BIAS = "inputBias";
    private static final String GPT2 = "gpt2";
    private static final String GIDD = "gidd";

    StoredNetworks() {
        super("networks");
        addSerializer(Gpt2.class, new Gpt2Writer());
        addSerializer(GiddNetwork.class, new GiddWriter());
        addDeserializer(Network.class, new Reader());
    }

    private static final class Gpt2Writer extends JsonSerializer<Gpt2> {
        @Override
        public void serialize(Gpt2 network, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField(KIND, GPT2);
            json.writeNumberField(POSITIONS, network.known());
            json.writeEndObject();
        }
    }

    private static final class GiddWriter extends JsonSerializer<GiddNetwork> {
        @Override
        public void serialize(GiddNetwork network, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField(KIND, GIDD);
            json.writeNumberField(FACTOR, network.factor());
            json.writeNumberField(INPUT_BIAS, network.inputBias());
            json.writeNumberField(POSITIONS, network.known());
            json.writeEndObject();
        }
    }

    private static final class Reader extends JsonDeserializer<Network> {
        @Override
        public Network deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode stored = parser.readValueAsTree();
            int positions = stored.path(POSITIONS).asInt();
            return switch (stored.path(KIND).asText()) {
                case GPT2 -> new Gpt2(positions);
                case GIDD ->
                    new GiddNetwork(
                            stored.path(FACTOR).asDouble(),
                            stored.path(INPUT_BIAS).asDouble(),
                            positions);
                default ->
                    Arrays.stream(StandardNetwork.values())
                            .filter(network -> network.name().equalsIgnoreCase(stored.asText()))
                            .findFirst()
                            .orElseThrow(() -> JsonMappingException.from(parser, "no kind of network: " + stored));
            };
        }
    }
}
