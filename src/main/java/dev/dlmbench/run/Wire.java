package dev.dlmbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.plan.NodeOrder;
import java.io.IOException;
import java.util.Optional;

/** The lines that driver and worker exchange. */
public final class Wire {
    /** The line that asks a worker to end soon, keeping what it can resume from. */
    public static final String STOP = "stop";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Wire() {}

    /** Returns an order on one line. */
    public static String line(NodeOrder order) throws IOException {
        return MAPPER.writeValueAsString(order);
    }

    /** Reads what {@link #line(NodeOrder)} wrote. */
    public static NodeOrder order(String line) throws IOException {
        return MAPPER.readValue(line, NodeOrder.class);
    }

    static String line(WorkerEvent event) throws IOException {
        return MAPPER.writerFor(WorkerEvent.class).writeValueAsString(event);
    }

    /** Returns the event in {@code line}; nothing if a library wrote something of its own there. */
    public static Optional<WorkerEvent> event(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(line, WorkerEvent.class));
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }
}
