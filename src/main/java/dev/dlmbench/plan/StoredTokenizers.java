package dev.dlmbench.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.util.Arrays;

/** Tokenizers as JSON: a word, or an object of its kind and its place or size. */
final class StoredTokenizers extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String KIND = "kind";
    private static final String PATH = "path";
    private static final String FOLDER = "folder";
    private static final String SIZE = "size";

    StoredTokenizers() {
        super("tokenizers");
        addSerializer(TokenizerSpec.OnDisk.class, new Writer());
        addSerializer(TokenizerSpec.BytePairs.class, new SizeWriter());
        addDeserializer(TokenizerSpec.class, new Reader());
    }

    private static final class Writer extends JsonSerializer<TokenizerSpec.OnDisk> {
        @Override
        public void serialize(TokenizerSpec.OnDisk files, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            json.writeStringField(KIND, files.kind());
            json.writeStringField(PATH, files.path());
            json.writeStringField(FOLDER, files.folder());
            json.writeEndObject();
        }
    }

    private static final class SizeWriter extends JsonSerializer<TokenizerSpec.BytePairs> {
        @Override
        public void serialize(TokenizerSpec.BytePairs learnt, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            json.writeStringField(KIND, learnt.kind());
            json.writeNumberField(SIZE, learnt.size());
            json.writeEndObject();
        }
    }

    private static final class Reader extends JsonDeserializer<TokenizerSpec> {
        @Override
        public TokenizerSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode stored = parser.readValueAsTree();
            String path = stored.path(PATH).asText();
            String folder = stored.path(FOLDER).asText();
            switch (stored.path(KIND).asText()) {
                case TokenizerSpec.HuggingFace.KIND:
                    return new TokenizerSpec.HuggingFace(path, folder);
                case TokenizerSpec.Gpt2.KIND:
                    return new TokenizerSpec.Gpt2(path, folder);
                case TokenizerSpec.Bert.KIND:
                    return new TokenizerSpec.Bert(path, folder);
                case TokenizerSpec.BytePairs.KIND:
                    return new TokenizerSpec.BytePairs(stored.path(SIZE).asInt());
                default:
                    return word(stored, parser);
            }
        }

        private static TokenizerSpec word(JsonNode stored, JsonParser parser) throws IOException {
            return Arrays.stream(DataSpec.TokenizerKind.values())
                    .filter(kind -> kind.kind().equalsIgnoreCase(stored.asText()))
                    .findFirst()
                    .orElseThrow(() -> JsonMappingException.from(parser, "no kind of tokenizer: " + stored));
        }
    }
}
