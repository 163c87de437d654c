package dev.dlmbench.training;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.ProcessKind;
import java.nio.file.Files;
import java.util.SplittableRandom;

class SpeedTrial {
    public static void main(String[] args) throws Exception {
        BackboneSpec backbone = new BackboneSpec(4, 128, 4, 128, 0, Boolean.parseBoolean(args[3]));
        EngineSpec engine = new EngineSpec("cpu", EngineSpec.Precision.valueOf(args[2]), 2);
        TrainingSpec training = new TrainingSpec(
                4096L * Integer.parseInt(args[4]), 32, 1e-3, 20, TrainingSpec.Schedule.CONSTANT, 1, 0.999, 0, 0);
        GenerativeProcess process = GenerativeProcess.of(ProcessKind.valueOf(args[0]), Integer.parseInt(args[1]), 28);
        try (TorchSession session = TorchSession.start(engine)) {
            Trainer trainer = new Trainer(backbone, process, training, 128, new Seeds(1), step -> {
                SplittableRandom random = new Seeds(2).stream("data", step);
                int[][] batch = new int[32][128];
                for (int[] row : batch) {
                    row[0] = random.nextInt(28);
                    for (int i = 1; i < 128; i++) {
                        row[i] = random.nextInt(10) < 8 ? (row[i - 1] * 5 + 3) % 28 : random.nextInt(28);
                    }
                }
                return batch;
            });
            Trainer.Outcome outcome = trainer.train(session, Files.createTempDirectory("t"), (record, steps, speed) -> {
                if (record.step() % 10 == 0) {
                    System.out.printf(
                            "%d loss %.4f norm %.3f %.0f tok/s%n",
                            record.step(), record.loss(), record.gradientNorm(), speed);
                }
            });
            System.out.println(String.join(" ", args) + " median " + outcome.tokensPerSecond());
        }
    }
}
