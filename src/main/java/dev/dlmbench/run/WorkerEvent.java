package dev.dlmbench.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker tells the driver: one line of JSON on its standard output each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = WorkerEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = WorkerEvent.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = WorkerEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = WorkerEvent.Deferred.class, name = "deferred")
})
public sealed interface WorkerEvent {

    /** Returns the address of the node that the event is about. */
    String hash();

    /**
     * A node begins.
     *
     * @param hash the node
     * @param offset where its part of the log begins, in bytes
     */
    record Started(String hash, long offset) implements WorkerEvent {}

    /**
     * A node has come some way.
     *
     * @param hash the node
     * @param stage what is being done
     * @param done of {@code total} steps
     * @param total 0 where it is not known
     * @param detail for people
     */
    record Progress(String hash, String stage, long done, long total, String detail) implements WorkerEvent {}

    /**
     * A node is in the store.
     *
     * @param hash the node
     * @param seconds it took; 0 if another process put it there
     */
    record Committed(String hash, double seconds) implements WorkerEvent {}

    /**
     * A node cannot be computed.
     *
     * @param hash the node
     * @param reason in one line
     * @param permanent whether another attempt would fail in the same way, as far as can be told
     */
    record Failed(String hash, String reason, boolean permanent) implements WorkerEvent {}

    /**
     * A node was left out because something that it reads is not there yet.
     *
     * @param hash the node
     */
    record Deferred(String hash) implements WorkerEvent {}
}
