package dev.dlmbench.cli;

import dev.dlmbench.cli.FuzzTarget.Damaged;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts damaged inputs to the program; every one must be read, or refused in words that name it, and soon. */
final class Fuzz {
    private static final int TRIALS_TO_SHRINK = 300;
    private static final long SLOW = 2_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{8,}|\\d+");

    /**
     * What came of all inputs.
     *
     * @param read how many were read as if they were whole
     * @param refused how many were refused as they should be
     * @param slowest milliseconds
     * @param slowestAt its number
     * @param slow how many took more than two seconds
     * @param failures of all others, each with its number and what happened
     */
    record Tally(int read, int refused, long slowest, long slowestAt, int slow, List<String> failures) {}

    private record Result(boolean read, long milliseconds, String failure) {}

    private final FuzzTarget target;
    private final long seed;
    private final Duration limit;

    /** Creates a run over {@code target}, in which no input may take longer than {@code limit}. */
    Fuzz(FuzzTarget target, long seed, Duration limit) {
        this.target = target;
        this.seed = seed;
        this.limit = limit;
    }

    /** Puts inputs {@code first} to {@code first + count - 1}; each is a function of its number and the seed alone. */
    Tally run(long first, int count) throws IOException, InterruptedException {
        int read = 0;
        int refused = 0;
        int slow = 0;
        long slowest = 0;
        long slowestAt = first;
        List<String> failures = new ArrayList<>();
        for (long number = first; number < first + count; number++) {
            Result result = put(input(number));
            if (result.milliseconds > SLOW) {
                Result again = put(input(number)); // what was slow by itself is so again
                result = new Result(
                        again.read, Math.min(result.milliseconds, again.milliseconds), result.failure + again.failure);
            }
            if (!result.failure.isEmpty()) {
                failures.add(seed + ":" + number + " " + input(number).file() + ": " + result.failure);
            } else if (result.read) {
                read++;
            } else {
                refused++;
            }
            slow += result.milliseconds > SLOW ? 1 : 0;
            if (result.milliseconds > slowest) {
                slowest = result.milliseconds;
                slowestAt = number;
            }
        }
        return new Tally(read, refused, slowest, slowestAt, slow, failures);
    }

    private Damaged input(long number) throws IOException {
        return target.damage(new SplittableRandom(seed * 1_000_003 + number));
    }

    /** Returns the input of that number with all taken out of it that has no part in its failure. */
    Damaged smallest(long number) throws IOException, InterruptedException {
        Damaged least = input(number);
        String failure = kind(put(least).failure);
        int trials = 0;
        int trialsAllowed = failure.startsWith("hangs") ? 0 : TRIALS_TO_SHRINK;
        for (int size = Math.max(1, least.bytes().length / 2); size >= 1; size /= 2) {
            for (int at = 0; at < least.bytes().length && trials < trialsAllowed; trials++) {
                byte[] bytes = least.bytes();
                byte[] fewer = Arrays.copyOf(bytes, Math.max(at, bytes.length - size));
                int end = Math.min(bytes.length, at + size);
                System.arraycopy(bytes, end, fewer, at, bytes.length - end);
                Damaged without = least.with(Arrays.copyOf(fewer, at + bytes.length - end));
                if (kind(put(without).failure).equals(failure)) {
                    least = without;
                } else {
                    at += size;
                }
            }
        }
        return least;
    }

    private static String kind(String failure) {
        Matcher digits = DIGITS.matcher(failure.lines().limit(2).collect(Collectors.joining(" ")));
        String words = digits.replaceAll("#");
        return words.substring(0, Math.min(160, words.length()));
    }

    private Result put(Damaged damaged) throws InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(() -> target.reads(damaged));
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        long begun = System.nanoTime();
        thread.start();
        try {
            boolean read = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Result(read, since(begun), "");
        } catch (TimeoutException e) {
            return new Result(false, since(begun), "hangs\n" + lines(thread.getStackTrace()));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            String where = cause instanceof AssertionError ? "" : "\n" + lines(cause.getStackTrace());
            return new Result(false, since(begun), (cause + where).strip());
        }
    }

    private static String lines(StackTraceElement[] trace) {
        StringBuilder lines = new StringBuilder();
        Arrays.stream(trace)
                .limit(12)
                .forEach(line -> lines.append("    at ").append(line).append('\n'));
        return lines.toString();
    }

    private static long since(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** The long run: {@code Fuzz COUNT SEED FIRST TARGET...}; prints what came of it and keeps what failed. */
    public static void main(String[] args) throws Exception {
        System.setProperty("java.awt.headless", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int count = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        long first = Long.parseLong(args[2]);
        Path kept = Files.createDirectories(Path.of("target", "fuzz"));
        boolean failed = false;
        for (String name : List.of(args).subList(3, args.length)) {
            Fuzz fuzz = new Fuzz(FuzzTargets.of(name, Files.createTempDirectory("fuzz")), seed, Duration.ofSeconds(20));
            Tally tally = fuzz.run(first, count);
            out.printf(
                    Locale.ROOT,
                    "%s: %d inputs, %d read, %d refused, slowest %d ms (%d:%d), %d over two seconds, %d failures%n",
                    name,
                    count,
                    tally.read,
                    tally.refused,
                    tally.slowest,
                    seed,
                    tally.slowestAt,
                    tally.slow,
                    tally.failures.size());
            List<String> kinds = new ArrayList<>();
            for (String failure : tally.failures) {
                failed = true;
                String what = failure.substring(failure.indexOf(": ") + 2);
                if (kinds.contains(kind(what))) {
                    out.println("  again " + failure.lines().findFirst().orElse(""));
                    continue;
                }
                kinds.add(kind(what));
                long number = Long.parseLong(failure.substring(failure.indexOf(':') + 1, failure.indexOf(' ')));
                Damaged least = fuzz.smallest(number);
                String file = least.file().replaceAll(".*/", "");
                Path place = Files.write(kept.resolve(name + "-" + seed + "-" + number + "-" + file), least.bytes());
                out.println("FAILED " + failure + "\n  smallest: " + place);
            }
            out.flush();
        }
        System.exit(failed ? 1 : 0);
    }
}
