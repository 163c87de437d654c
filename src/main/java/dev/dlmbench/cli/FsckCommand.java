package dev.dlmbench.cli;

import dev.dlmbench.maintenance.Damage;
import dev.dlmbench.maintenance.Damage.Kind;
import dev.dlmbench.maintenance.Repair;
import dev.dlmbench.maintenance.StoreCheck;
import dev.dlmbench.maintenance.StoreRepair;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for damage in a store, and repairs it. */
@Command(
        name = "fsck",
        description = "Check every file of the store: checksums, addresses, JSON, indexes, leftovers. Changes nothing"
                + " without --repair. Exits with 6 if something is damaged and not repaired.")
final class FsckCommand extends DlmCommand {
    @Option(
            names = "--repair",
            description = "Move what is damaged into the store's folder 'damaged', so that the next run computes it"
                    + " anew; restore indexes from their copies, add missing checksums, clear leftovers.")
    private boolean repair;

    /** What is printed for programs. */
    record Result(int format, int nodes, int suites, boolean well, List<Row> found) {}

    /** One thing that is not as it should be. */
    record Row(
            String kind,
            boolean damaged,
            String file,
            int line,
            String what,
            @Nullable String deed) {
        static Row of(Damage damage, @Nullable String deed) {
            return new Row(
                    Words.lower(damage.kind()), damage.kind().bad(), damage.file(), damage.line(), damage.what(), deed);
        }

        /** Returns whether it is what stores of format 1 lack everywhere: counted, and not told one by one. */
        boolean lacking() {
            return kind.equals(Words.lower(Kind.UNSEALED)) || kind.equals(Words.lower(Kind.OUTDATED_COPY));
        }
    }

    @Override
    public Integer call() throws IOException {
        Path root = dlm().storeFolder();
        StoreCheck.Found found = StoreCheck.of(root);
        if (!repair) {
            List<Row> rows =
                    found.damages().stream().map(damage -> Row.of(damage, null)).toList();
            return print(found, rows, found.well());
        }
        Instant now = dlm().program().clock().instant();
        List<Repair> repairs = StoreRepair.repair(root, found, now);
        List<Row> rows =
                repairs.stream().map(done -> Row.of(done.damage(), done.deed())).toList();
        return print(
                found,
                rows,
                repairs.stream()
                        .allMatch(done -> done.mended() || !done.damage().kind().bad()));
    }

    private int print(StoreCheck.Found found, List<Row> rows, boolean well) {
        if (dlm().json()) {
            out().println(JsonText.of(new Result(found.format(), found.nodes(), found.suites(), well, rows)));
        } else {
            rows.stream().filter(row -> !row.lacking()).forEach(this::print);
            out().println(summary(found, rows, well));
        }
        return well ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    private void print(Row row) {
        String label = row.damaged ? dlm().paint().bad("damaged") : "note   ";
        String at = row.line == 0 ? row.file : row.file + ":" + row.line;
        out().println(label + "  " + at + ": " + row.what + (row.deed == null ? "" : "; " + row.deed));
    }

    private String summary(StoreCheck.Found found, List<Row> rows, boolean well) {
        StringBuilder text = new StringBuilder(Words.counted(found.nodes(), "node"));
        text.append(", ").append(Words.counted(found.suites(), "suite"));
        text.append(", format ").append(found.format()).append(": ");
        long damaged = rows.stream().filter(Row::damaged).count();
        if (damaged == 0) {
            text.append("all is well.");
        } else if (repair) {
            text.append(well ? "what was damaged is repaired." : "not all that was damaged could be repaired.");
        } else {
            text.append(damaged)
                    .append(damaged == 1 ? " thing is" : " things are")
                    .append(" damaged; ");
            text.append("dlm fsck --repair moves it aside or restores it.");
        }
        long unsealed = count(found, Kind.UNSEALED);
        long copies = count(found, Kind.OUTDATED_COPY);
        if (unsealed + copies > 0) {
            text.append(repair ? " Added: " : " To add with --repair: ");
            text.append("checksums of " + Words.counted(unsealed, "node") + ", copies of ");
            text.append(copies).append(copies == 1 ? " index." : " indexes.");
        }
        return text.toString();
    }

    private static long count(StoreCheck.Found found, Kind kind) {
        return found.damages().stream().filter(damage -> damage.kind() == kind).count();
    }
}
