package dev.dlmbench.cli;

import dev.dlmbench.maintenance.Merge;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Paint;
import dev.dlmbench.terminal.Words;
import java.util.List;

/**
 * What came of taking results into the store, for people and for programs.
 *
 * @param from where they were taken from
 * @param added nodes that were taken
 * @param same nodes that were there with the same results
 * @param differing files in which nodes of one address differ
 * @param damaged what was left out
 * @param taken indexes, baselines and calibrations that were taken
 * @param kept those that differ and were kept as they were
 * @param failures how many failures were taken
 */
record MergeOutput(
        String from,
        int added,
        int same,
        List<String> differing,
        List<String> damaged,
        List<String> taken,
        List<String> kept,
        int failures) {

    static MergeOutput of(String from, Merge merge) {
        return new MergeOutput(
                from,
                merge.added(),
                merge.same(),
                merge.differing(),
                merge.damaged(),
                merge.taken(),
                merge.kept(),
                merge.failures());
    }

    /** Prints all of them and returns the exit code that they call for. */
    static int print(DlmCommand command, List<MergeOutput> outputs) {
        if (command.dlm().json()) {
            command.out().println(JsonText.of(outputs));
        } else {
            outputs.forEach(output -> output.print(command));
        }
        int code = ExitCode.OK;
        for (MergeOutput output : outputs) {
            if (!output.differing.isEmpty()) {
                return ExitCode.NOT_COMPARABLE;
            }
            if (!output.damaged.isEmpty() || !output.kept.isEmpty()) {
                code = ExitCode.SOME_FAILED;
            }
        }
        return code;
    }

    private void print(DlmCommand command) {
        Paint paint = command.dlm().paint();
        differing.forEach(what -> command.err().println(paint.bad("differs, ours is kept") + "  " + what));
        damaged.forEach(command::leftOut);
        kept.forEach(what -> command.err()
                .println(paint.bad("differs, ours is kept") + "  " + what
                        + (what.startsWith("suites/") ? "; --replace-suites takes theirs" : "")));
        taken.forEach(what -> command.out().println("taken  " + what));
        command.out()
                .println(from + ": " + Words.counted(added, "node") + " taken, " + Words.count(same)
                        + " were there already"
                        + (failures == 0 ? "." : ", " + Words.counted(failures, "failure") + " taken."));
    }
}
