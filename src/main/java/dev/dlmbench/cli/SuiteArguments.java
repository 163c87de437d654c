package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.PyTorchChoice;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.run.CudaDevices;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A suite file and the settings that win over it. */
final class SuiteArguments {
    @Parameters(index = "0", paramLabel = "SUITE", description = "Suite, by its file (YAML) or its name.")
    private Path named;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "A TorchScript module of the suite that may run; such a file is code.")
    private List<Path> trusted = new ArrayList<>();

    private @Nullable Path found;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Settings that win over the file.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "The same, as an option.")
    private List<String> options = new ArrayList<>();

    /** Returns the file, as it was named or as it is known to the store. */
    Path file(Dlm dlm) {
        Path file = found == null ? SuiteArgument.source(dlm, named) : found;
        found = file;
        return file;
    }

    List<String> overrides() {
        List<String> all = new ArrayList<>(settings);
        all.addAll(options);
        return all;
    }

    /** Returns what a run would compute of the suite as it is read now. */
    Plan plan(Dlm dlm, ResultStore store) throws IOException {
        return plan(dlm, store, read(dlm), false);
    }

    /** Returns what a run would compute of {@code suite}. */
    Plan plan(Dlm dlm, ResultStore store, Suite suite, boolean retryFailed) throws IOException {
        return new Planner(dlm.program().facts().apply(dlm.data()), store, retryFailed)
                .plan(suite, file(dlm).toString());
    }

    /**
     * Returns what is to be computed of {@code suite}.
     *
     * @throws InvalidSettingException if that would run a TorchScript module that the user did not allow
     */
    Plan planToRun(Dlm dlm, ResultStore store, Suite suite, boolean retryFailed) throws IOException {
        Plan plan = plan(dlm, store, suite, retryFailed);
        requireTrust(dlm, plan);
        return plan;
    }

    private void requireTrust(Dlm dlm, Plan plan) throws IOException {
        for (Node node : plan.nodes()) {
            if (node.spec() instanceof ModelSpec.Script module) {
                Path file = module.file();
                boolean allowed = false;
                for (Path each : trusted) {
                    Path named = dlm.resolve(each);
                    allowed |= Files.exists(named) && Files.isSameFile(named, file);
                }
                if (!allowed) {
                    throw new InvalidSettingException("backbone.file is code that would run in this program, by its"
                            + " author's choice; if you trust it: --trust " + file);
                }
            }
        }
    }

    /**
     * Makes sure that what is to be computed on this machine finds the devices that it asks for, and the PyTorch that
     * is named. What a cluster's machines have, this one does not know.
     *
     * @throws SuiteException if there is no such device, with their places
     * @throws InvalidSettingException if there is no such PyTorch
     */
    void requireDevices(Dlm dlm, ExecutorSpec executor, Plan plan) throws IOException {
        if (executor.kind() != ExecutorSpec.Kind.LOCAL
                || plan.nodes(NodeStatus.State.NEW).isEmpty()) {
            return;
        }
        PyTorchChoice.here();
        CudaDevices devices = CudaDevices.here();
        if (devices.lackedBy(plan)) {
            SuiteReader.read(dlm.resolve(file(dlm)), overrides(), dlm.folder(), devices);
        }
    }

    /** Reads a suite that must have a gate. */
    Suite readGated(Dlm dlm) {
        Suite suite = read(dlm);
        if (suite.gate().rules().isEmpty()) {
            throw new InvalidSettingException(suite.name() + " has no gate; write rules under 'gate:'");
        }
        return suite;
    }

    /** Reads a suite that must be one for a cluster. */
    Suite readForCluster(Dlm dlm) {
        Suite suite = read(dlm);
        if (suite.executor().kind() == ExecutorSpec.Kind.LOCAL) {
            throw new InvalidSettingException(suite.name()
                    + " runs on this machine: dlm run. For a cluster write 'executor: {kind: slurm}' into the suite, or"
                    + " add executor.kind=slurm here");
        }
        return suite;
    }

    Suite read(Dlm dlm) {
        return SuiteReader.read(dlm.resolve(file(dlm)), overrides(), dlm.folder());
    }
}
