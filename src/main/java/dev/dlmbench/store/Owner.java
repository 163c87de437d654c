package dev.dlmbench.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a private folder belongs to, as part of the folder's name.
 *
 * <p>No name is ever used by two processes, so that a folder whose owner is gone can be deleted without a lock.
 *
 * @param host its machine
 * @param pid its number there
 * @param start what tells it from an earlier process of the same number: where the system says it, {@code t} and the
 *     ticks from the machine's start to the process's, which no clock can change; else milliseconds since 1970
 */
public record Owner(String host, long pid, String start) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Pattern IN_NAME = Pattern.compile(".*-([A-Za-z0-9_]+)-(\\d{1,18})-(t?\\d{1,18})-\\d+");

    /** The start of a process is told to the second, from a boot time that moves with the clock's corrections. */
    private static final long CLOCK_SLACK = 2000;

    private static final String TICKS = "t";

    /** Where the start is among the fields of a process's status that follow its name. */
    private static final int START_TIME = 19;

    /** Returns this process. */
    public static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(thisHost(), self.pid(), ticks(self.pid()).orElseGet(() -> Long.toString(start(self))));
    }

    /** Returns the owner in the name of a folder, if it has one. */
    static Optional<Owner> of(String name) {
        Matcher matcher = IN_NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Owner(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** Returns whether the process is known to have ended; of another machine's processes nothing is known. */
    boolean gone() {
        if (!host.equals(thisHost())) {
            return false;
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::isSame)
                .isEmpty();
    }

    private boolean isSame(ProcessHandle process) {
        return start.startsWith(TICKS)
                ? ticks(pid).map(start::equals).orElse(true)
                : Math.abs(start(process) - Long.parseLong(start)) <= CLOCK_SLACK;
    }

    /** Returns the start of a process in ticks since the machine's. */
    private static Optional<String> ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] afterName =
                    stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return afterName.length > START_TIME ? Optional.of(TICKS + afterName[START_TIME]) : Optional.empty();
        } catch (IOException notToldHere) {
            return Optional.empty();
        }
    }

    /** Returns the part of a folder's name that stands for this process. */
    public String inName() {
        return host + "-" + pid + "-" + start;
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisHost() {
        try {
            String name = Files.readString(HOST_NAME).strip().replaceAll("[^A-Za-z0-9_]", "_");
            return name.isEmpty() ? "local" : name;
        } catch (IOException notLinux) {
            return "local";
        }
    }
}
