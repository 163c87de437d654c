package dev.dlmbench.work;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.training.Checkpoints;
import java.nio.file.Path;
import java.util.List;

/** How every kind of node is computed with the engine: settings in, files and measurements out. */
public final class LearningWorks implements NodeWorks {
    private final ModelCache bench;

    /** Reads texts from {@code folder}. */
    public LearningWorks(DataFolder folder) {
        this.bench = new ModelCache(folder);
    }

    @Override
    public NodeWork of(NodeKind kind) {
        return switch (kind) {
            case DATA -> new DataWork(bench);
            case TRAIN -> new TrainWork(bench);
            case ORACLE -> (spec, place) -> List.of(); // there is nothing to learn
            case LIKELIHOOD -> new LikelihoodWork(bench);
            case MIXTURE -> new MixtureWork();
            case PROFILE -> new ProfileWork(bench);
            case VARIANCE -> new VarianceWork(bench);
            case SAMPLES -> new SamplesWork(bench);
            case SCORE -> new ScoreWork(bench);
            case LATENCY -> new LatencyWork(bench);
        };
    }

    /** Returns whether a path in the scratch folder of a node is a checkpoint, from which its training goes on. */
    public static boolean isCheckpoint(Path path) {
        return Checkpoints.published(path);
    }
}
