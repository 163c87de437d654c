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

/** Tokenizers as JSON: a word, or for one of a file an object of its kind and its place. */
final class StoredTokenizers extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final String KIND = "kind";
    private static final String PATH = "path";
    private static final String FOLDER = "folder";

    StoredTokenizers() {
        super("tokenizers");
        addSerializer(TokenizerSpec.HuggingFace.class, new Writer());
        addDeserializer(TokenizerSpec.class, new Reader());
    }

    private static final class Writer extends JsonSerializer<TokenizerSpec.HuggingFace> {
        @Override
        public void serialize(TokenizerSpec.HuggingFace file, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            json.writeStringField(KIND, file.kind());
            json.writeStringField(PATH, file.path());
            json.writeStringField(FOLDER, file.folder());
            json.writeEndObject();
        }
    }

    private static final class Reader extends JsonDeserializer<TokenizerSpec> {
        @Override
        public TokenizerSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode stored = parser.readValueAsTree();
            if (stored.path(KIND).asText().equals(TokenizerSpec.HuggingFace.KIND)) {
                return new TokenizerSpec.HuggingFace(
                        stored.path(PATH).asText(), stored.path(FOLDER).asText());
            }
            return Arrays.stream(DataSpec.TokenizerKind.values())
                    .filter(kind -> kind.kind().equalsIgnoreCase(stored.asText()))
                    .findFirst()
                    .orElseThrow(() -> JsonMappingException.from(parser, "no kind of tokenizer: " + stored));
        }
    }
}
