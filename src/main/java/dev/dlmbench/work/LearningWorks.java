package dev.dlmbench.work;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.training.Checkpoints;
import java.nio.file.Path;
import java.util.List;

/** How every kind of node is computed with the engine: settings in, files and measurements out. */
public final class LearningWorks implements NodeWorks {
    private final ModelCache cache;

    /** Reads texts from {@code folder}. */
    public LearningWorks(DataFolder folder) {
        this.cache = new ModelCache(folder);
    }

    @Override
    public NodeWork of(NodeKind kind) {
        return switch (kind) {
            case DATA -> new DataWork(cache);
            case TRAIN -> new TrainWork(cache);
            case PRETRAINED -> new PretrainedWork(cache);
            case TORCHSCRIPT -> new ScriptWork(cache);
            case CONTROL -> new ControlWork(cache);
            case ORACLE -> (spec, place) -> List.of(); // there is nothing to learn
            case LIKELIHOOD -> new LikelihoodWork(cache);
            case MIXTURE -> new MixtureWork();
            case WEIGHING -> new WeighingWork(cache);
            case PROFILE -> new ProfileWork(cache);
            case VARIANCE -> new VarianceWork(cache);
            case CODE -> new CodeWork(cache);
            case SAMPLES -> new SamplesWork(cache);
            case SCORE -> new ScoreWork(cache);
            case DIVERSITY -> new DiversityWork(cache);
            case MAUVE -> new MauveWork(cache);
            case ANSWERS -> new AnswersWork(cache);
            case CHOICES -> new ChoicesWork(cache);
            case LATENCY -> new LatencyWork(cache);
        };
    }

    /** Returns whether a path in the scratch folder of a node is a checkpoint, from which its training goes on. */
    public static boolean isCheckpoint(Path path) {
        return Checkpoints.published(path);
    }
}
