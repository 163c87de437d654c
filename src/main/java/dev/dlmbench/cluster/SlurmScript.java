package dev.dlmbench.cluster;

import dev.dlmbench.setting.ExecutorSpec.Site;
import dev.dlmbench.store.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Slurm is told about a batch. */
final class SlurmScript {
    private static final int MINUTE = 60;

    private SlurmScript() {}

    /** Writes the script of a batch's elements and returns the command that queues them. */
    static List<String> sbatch(BatchFolder folder) throws UnavailableException {
        try {
            return command(folder, folder.batch());
        } catch (IOException e) {
            throw new UnavailableException("the batch cannot be read: " + e.getMessage());
        }
    }

    private static List<String> command(BatchFolder folder, Batch batch) throws IOException {
        Site site = batch.site();
        int last = folder.elements().size() - 1;
        List<String> command = new ArrayList<>(List.of(
                "sbatch",
                "--parsable",
                "--job-name=" + folder.name(),
                "--array=0-" + last + (site.parallel() > 0 ? "%" + site.parallel() : ""),
                "--requeue",
                "--open-mode=append",
                "--input=none",
                "--output=" + folder.logs().toAbsolutePath().toString().replace("%", "%%") + "/%a.log",
                "--chdir=" + batch.folder(),
                "--cpus-per-task=" + site.cpus()));
        add(command, "--partition=", site.partition());
        add(command, "--account=", site.account());
        add(command, "--qos=", site.qos());
        add(command, "--constraint=", site.constraint());
        add(command, "--exclude=", site.exclude());
        add(command, "--time=", site.time() > 0 ? Long.toString((site.time() + MINUTE - 1) / MINUTE) : "");
        add(command, "--mem=", site.memory() > 0 ? site.memory() + "M" : "");
        add(command, "--gres=gpu:", site.gpus() > 0 ? Integer.toString(site.gpus()) : "");
        if (batch.alone()) {
            command.add("--exclusive");
        }
        List<String> jobs = new ArrayList<>();
        for (String before : batch.after()) {
            folder.neighbour(before).job().ifPresent(jobs::add);
        }
        if (!jobs.isEmpty()) {
            command.add("--dependency=afterany:" + String.join(":", jobs));
            command.add("--kill-on-invalid-dep=no");
        }
        command.addAll(site.sbatch());
        command.add(write(folder, batch).toString());
        return command;
    }

    private static void add(List<String> command, String option, String value) {
        if (!value.isEmpty()) {
            command.add(option + value);
        }
    }

    private static Path write(BatchFolder folder, Batch batch) throws IOException {
        List<String> worker = new ArrayList<>(batch.worker());
        worker.add(folder.path().toAbsolutePath().toString());
        List<String> lines = new ArrayList<>(List.of("#!/bin/bash", "ulimit -c 0"));
        lines.addAll(batch.site().setup());
        String locale = System.getenv("LC_ALL"); // it says how file names are spelt; Slurm's commands run with another
        lines.add(locale == null ? "unset LC_ALL" : "export LC_ALL=" + ShellWords.quoted(locale));
        lines.add("export CLASSPATH=" + ShellWords.quoted(batch.classPath()));
        lines.add("exec " + ShellWords.line(worker) + " \"$SLURM_ARRAY_TASK_ID\"");
        Path script = folder.path().resolve("job.sh");
        DurableFiles.write(script, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return script;
    }
}
