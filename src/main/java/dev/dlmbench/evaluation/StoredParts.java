package dev.dlmbench.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.JointProposal;
import dev.dlmbench.sampling.Kinds;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sampler's parts as JSON: flat, the kind beside the settings. Each has all settings that its family had when the
 * first specs were stored, those that its kind lacks at their first value. Addresses are hashes of them, so that the
 * first values never change and none are added: a setting that came later is written with its own kind alone.
 */
public final class StoredParts extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String KIND = "kind";

    private static final Map<String, Object> PLAN = Map.of("steps", 0);

    private static final Map<String, Object> SELECTOR = ordered("bound", 0.0, "temperature", 0.0, "order", List.of());

    private static final Map<String, Object> CORRECTOR = ordered(
            "strength",
            0.0,
            "from",
            1.0,
            "until",
            0.0,
            "score",
            Arpc.Score.NLL,
            "rule",
            Arpc.Rule.TOP,
            "warmup",
            0,
            "period",
            1,
            "rounds",
            128,
            "patience",
            32,
            "temperature",
            1.0);

    /** What stored specs call kinds that have another name. */
    private static final Map<String, String> KINDS = Map.of("dynamic-programming", "planned");

    /** What stored specs call settings that have another name. */
    private static final Map<String, String> WORDS = Map.of("kappa", "strength", "eta", "strength");

    /**
     * Reads and writes parts.
     *
     * @param lowerCase whether constants are written in lower case, as in stored specs, or as they are called in Java;
     *     both are read
     */
    public StoredParts(boolean lowerCase) {
        super("sampler parts");
        add(StepPlan.class, new Family<>(StepPlan.kinds(), PLAN, lowerCase));
        add(Selector.class, new Family<>(Selector.kinds(), SELECTOR, lowerCase));
        add(JointProposal.class, new Family<>(JointProposal.kinds(), Map.of(), lowerCase));
        add(Corrector.class, new Family<>(Corrector.kinds(), CORRECTOR, lowerCase));
    }

    private <P> void add(Class<P> type, Family<P> family) {
        addSerializer(type, family.writer());
        addDeserializer(type, family.reader());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    /** One family of parts: its kinds, and the settings that every stored part of it has, with their first values. */
    private static final class Family<P> {
        private final Kinds<P> kinds;
        private final ObjectNode first;
        private final JsonMapper records;
        private final boolean lowerCase;

        Family(Kinds<P> kinds, Map<String, Object> first, boolean lowerCase) {
            this.kinds = kinds;
            this.records = JsonMapper.builder()
                    .configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, lowerCase)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();
            this.first = records.valueToTree(first);
            this.lowerCase = lowerCase;
        }

        private JsonSerializer<P> writer() {
            return new JsonSerializer<>() {
                @Override
                public void serialize(P part, JsonGenerator json, SerializerProvider provider) throws IOException {
                    json.writeStartObject();
                    json.writeStringField(KIND, word(kinds.name(part)));
                    for (Map.Entry<String, JsonNode> setting : settings(part).properties()) {
                        json.writeFieldName(setting.getKey());
                        setting.getValue().serialize(json, provider);
                    }
                    json.writeEndObject();
                }
            };
        }

        private ObjectNode settings(P part) {
            ObjectNode settings = first.deepCopy();
            ObjectNode own = records.valueToTree(part);
            own.properties().forEach(each -> settings.set(stored(each.getKey()), each.getValue()));
            return settings;
        }

        private String word(String name) {
            String constant = KINDS.getOrDefault(name, name).replace('-', '_');
            return lowerCase ? constant : constant.toUpperCase(Locale.ROOT);
        }

        private static String present(String kind) {
            return KINDS.entrySet().stream()
                    .filter(renamed -> renamed.getValue().equals(kind))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(kind);
        }

        private static String stored(String setting) {
            return WORDS.getOrDefault(setting, setting);
        }

        private JsonDeserializer<P> reader() {
            return new JsonDeserializer<>() {
                @Override
                public P deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                    JsonNode flat = parser.readValueAsTree();
                    String name = present(
                            flat.path(KIND).asText().toLowerCase(Locale.ROOT).replace('_', '-'));
                    Class<? extends P> type = kinds.type(name)
                            .orElseThrow(() -> JsonMappingException.from(parser, "no kind of part: " + name));
                    return part(flat, type, parser);
                }
            };
        }

        /** Reads what a kind has, and passes over the first settings that it lacks; there may be no others. */
        private P part(JsonNode flat, Class<? extends P> type, JsonParser parser) throws JsonProcessingException {
            ObjectNode own = records.createObjectNode();
            List<String> known = new ArrayList<>(List.of(KIND));
            first.fieldNames().forEachRemaining(known::add);
            for (RecordComponent component : type.getRecordComponents()) {
                String stored = stored(component.getName());
                known.add(stored);
                if (flat.has(stored)) {
                    own.set(component.getName(), flat.get(stored));
                }
            }
            for (Map.Entry<String, JsonNode> setting : flat.properties()) {
                if (!known.contains(setting.getKey())) {
                    throw JsonMappingException.from(parser, "no setting of a part: " + setting.getKey());
                }
            }
            try {
                return records.treeToValue(own, type);
            } catch (InvalidSettingException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
