package dev.dlmbench.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.WrittenProcessSpec;

/** How families of settings are spelled in JSON: networks by their names, processes as suites have them. */
public final class SpecWords {
    private SpecWords() {}

    /** Adds the spellings to a mapper. */
    public static JsonMapper.Builder in(JsonMapper.Builder mapper) {
        return mapper.addModule(new StoredNetworks()).addMixIn(ProcessSpec.class, WrittenProcesses.class);
    }

    @JsonDeserialize(converter = Described.class)
    private interface WrittenProcesses {
        @JsonValue
        WrittenProcessSpec written();
    }

    /** From what is written to what is meant. */
    private static final class Described extends StdConverter<WrittenProcessSpec, ProcessSpec> {
        @Override
        public ProcessSpec convert(WrittenProcessSpec written) {
            return written.spec();
        }
    }
}
