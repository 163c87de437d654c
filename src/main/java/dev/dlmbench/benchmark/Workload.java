package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.training.Trainer;
import dev.dlmbench.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A size of network and text to time.
 *
 * @param layers of the network
 * @param width of the network
 * @param heads of the network
 * @param sequence tokens of a sequence
 * @param vocabulary ids, the mask id included
 * @param batch sequences per step or decoding
 */
public record Workload(int layers, int width, int heads, int sequence, int vocabulary, int batch) {
    private static final int CONDITION = 128;

    /** The size that the figures in the documentation are of. */
    public static final Workload SMALL = new Workload(4, 128, 4, 128, 29, 32);

    /** Checks the sizes. */
    public Workload {
        Problems.in("size")
                .positive("sequence", sequence)
                .check(vocabulary >= 3, "vocabulary", "must be at least 3, got %d", vocabulary)
                .positive("batch", batch)
                .rejectIfAny();
    }

    /**
     * Returns the workload written as {@code layers x width x heads x sequence x vocabulary x batch}, without spaces.
     *
     * @throws InvalidSettingException if it is not written so
     */
    public static Workload parse(String text) {
        if (!text.matches("\\d{1,6}(x\\d{1,6}){5}")) {
            throw new InvalidSettingException(
                    "a size is written layers x width x heads x sequence x vocabulary x batch, such as " + SMALL
                            + ", got '" + text + "'");
        }
        int[] parts = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new Workload(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    @Override
    public String toString() {
        return String.join(
                "x",
                List.of(layers, width, heads, sequence, vocabulary, batch).stream()
                        .map(String::valueOf)
                        .toList());
    }

    /** Returns the network. */
    public BackboneSpec backbone() {
        return new BackboneSpec(layers, width, heads, CONDITION, 0, false);
    }

    /** Returns a trainer on random tokens. */
    Trainer trainer(ProcessKind kind, int block) {
        TrainingSpec training =
                new TrainingSpec(1_000_000_000L, batch, 1, 1e-3, 0, TrainingSpec.Schedule.CONSTANT, 1, 0, 0, 0);
        return new Trainer(
                backbone(),
                Objective.bound(ProcessSpec.of(kind, block), vocabulary - 1, sequence),
                training,
                new Seeds(1),
                Optional.empty(),
                this::tokens,
                this::tokens);
    }

    /** Returns a batch of random tokens. */
    int[][] tokens(long step) {
        SplittableRandom random = new Seeds(2).stream("tokens", step);
        int[][] rows = new int[batch][sequence];
        for (int[] row : rows) {
            Arrays.setAll(row, i -> random.nextInt(vocabulary - 1));
        }
        return rows;
    }
}
