package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.ScriptedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A TorchScript network as a denoiser. It has no cache: every call reads the whole sequence. It predicts the next
 * token, or the masked tokens of sequences that are one block.
 */
public final class ScriptDenoiser implements Denoiser {
    private final ScriptedNetwork network;
    private List<int[]> read = List.of(); // what each sequence has had read
    private int window;

    /** Wraps {@code network}, which is closed with it. */
    public ScriptDenoiser(ScriptedNetwork network) {
        this.network = network;
    }

    @Override
    public int tokens() {
        return network.tokens();
    }

    @Override
    public boolean timed() {
        return false;
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return network.losses(inputs);
    }

    @Override
    public void open(int batch, int block, int window, int maxLength) {
        this.window = window;
        this.read = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            read.add(new int[0]);
        }
    }

    @Override
    public void keep(int[] sequences) {
        List<int[]> kept = new ArrayList<>();
        for (int sequence : sequences) {
            kept.add(read.get(sequence));
        }
        read = kept;
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        if (start > 0 || finished.length > 0) {
            throw new IllegalArgumentException("a TorchScript network takes sequences of one block");
        }
        return Logits.of(network.all(sequences.length, ids));
    }

    @Override
    public Logits next(int[] ids, int start) {
        int batch = read.size();
        int count = ids.length / batch;
        List<int[]> seen = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            int[] all = Arrays.copyOf(read.get(b), start + count);
            System.arraycopy(ids, b * count, all, start, count);
            read.set(b, all);
            seen.add(Arrays.copyOfRange(all, Math.max(0, all.length - window), all.length));
        }
        int[] flat = seen.stream().flatMapToInt(Arrays::stream).toArray();
        return Logits.of(network.last(batch, flat));
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        throw new IllegalArgumentException("a TorchScript network verifies nothing");
    }

    @Override
    public void close() {
        network.close();
    }
}
