package dev.dlmbench.export;

import dev.dlmbench.results.TrainingStep;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The curves of a training as a file of events that TensorBoard reads. */
public final class TensorBoardFolder {
    private TensorBoardFolder() {}

    /**
     * Writes loss, learning rate and the gradient's norm of every step. When a step was taken is not recorded: all have
     * the time at which the training began.
     *
     * @param folder that is there and empty
     * @return the number of steps
     */
    public static int write(TrainedNode node, Path folder) throws IOException {
        List<TrainingStep> history = node.history();
        double time = start(node);
        Path file = folder.resolve("events.out.tfevents." + (long) time + ".dlm-bench");
        try (OutputStream out = Files.newOutputStream(file)) {
            EventFile events = new EventFile(out);
            events.begin(time);
            for (TrainingStep step : history) {
                events.scalar(time, step.step(), "training/loss", step.loss());
                events.scalar(time, step.step(), "training/learning_rate", step.learningRate());
                events.scalar(time, step.step(), "training/gradient_norm", step.gradientNorm());
            }
        }
        return history.size();
    }

    /** Returns the seconds since 1970 at which the training began; 0 if that is not known. */
    private static double start(TrainedNode node) {
        try {
            Instant start = Instant.parse(node.record().provenanceWords().getOrDefault("start", ""));
            return start.getEpochSecond() + start.getNano() * 1e-9;
        } catch (DateTimeParseException unknown) {
            return 0;
        }
    }
}
