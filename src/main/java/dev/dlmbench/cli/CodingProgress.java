package dev.dlmbench.cli;

import dev.dlmbench.compression.SequenceCoder;
import dev.dlmbench.terminal.Words;

/**
 * Tells how many sequences are coded, each time that their number has doubled.
 *
 * @param command that codes
 * @param what it does
 */
record CodingProgress(DlmCommand command, String what) implements SequenceCoder.Progress {
    @Override
    public void sequences(int done) {
        if (Integer.bitCount(done) == 1) {
            command.progress().println(what + ": " + Words.counted(done, "sequence") + " done");
            command.progress().flush();
        }
    }
}
