package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Machine;
import dev.dlmbench.gate.BaselineMaker;
import dev.dlmbench.gate.Calibrator;
import dev.dlmbench.gate.GateJudge;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.run.RunOutcome;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.speed.OtherBuild;
import dev.dlmbench.speed.SideBySide;
import dev.dlmbench.speed.SpeedTrial;
import dev.dlmbench.store.Calibrations;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Holds a build against itself, to learn what a gate can tell. */
@Command(
        name = "calibrate",
        description = "Hold this build against itself by a suite's gate, to learn what noise the gate has to bear.",
        footer =
                "%nWhat the suite lacks is computed first. Then all of it is computed once more, aside, and both halves are"
                        + " judged as a change would be; processes decode in turn. dlm gate then refuses tolerances that the"
                        + " noise would swallow.")
final class CalibrateCommand extends DlmCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(names = "--repeats", paramLabel = "N", description = "Gates to run (default: ${DEFAULT-VALUE}).")
    private int repeats = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeats < 1 || repeats > 100) {
            throw new ParameterException(spec().commandLine(), "--repeats must be between 1 and 100, got " + repeats);
        }
        ResultStore store = dlm().store();
        store.discardLeftovers();
        Suite suite = arguments.readGated(dlm());
        warn(suite);
        int exit = complete(store, suite);
        if (exit != ExitCode.OK) {
            return exit;
        }
        Plan plan = arguments.planToRun(dlm(), store, suite, false);
        SuiteResults results = results(store, plan.index());
        Calibrator calibrator = new Calibrator(suite.gate());
        for (int i = 0; i < repeats; i++) {
            Path aside = store.privateFolder("calibrate");
            try {
                ResultStore again = ResultStore.open(aside.resolve("results"));
                exit = complete(again, suite.measuring(quality(suite)));
                if (exit != ExitCode.OK) {
                    return exit;
                }
                GateJudge judge = new GateJudge(suite.gate(), results, baseline(again, suite));
                SideBySide timing = new SideBySide(plan, store, dlm().data());
                Map<Timed, List<SpeedPair>> speeds = new SpeedTrial(
                                timing, OtherBuild.ofThis(), DecodingSideCommand.OF_A_BUILD, aside, progress())
                        .run(judge.timed(), suite.gate().pairs());
                calibrator.add(judge, speeds);
            } finally {
                store.discard(aside);
            }
        }
        Calibration calibration = calibrator.finish(suite.name(), now(), provenance(results));
        new Calibrations(store).write(calibration);
        new CalibrationOutput(calibration, new Calibrations(store).file(suite.name())).print(dlm(), out());
        return ExitCode.OK;
    }

    /** Computes what {@code store} lacks of the suite and says how that went. */
    private int complete(ResultStore store, Suite suite) throws IOException, InterruptedException {
        Plan plan = arguments.planToRun(dlm(), store, suite, false);
        if (plan.nodes(State.NEW).isEmpty() && plan.nodes(State.FAILED).isEmpty()) {
            return ExitCode.OK;
        }
        arguments.requireDevices(dlm(), ExecutorSpec.LOCAL, plan);
        store.writeIndex(plan.index());
        RunOutcome outcome = new SuiteRun(dlm(), err()).execute(store, plan, ExecutorSpec.LOCAL, Optional.empty());
        if (outcome.stopped()) {
            return ExitCode.INTERRUPTED;
        }
        if (!outcome.complete() || !plan.nodes(State.FAILED).isEmpty()) {
            err().println("dlm: some nodes of " + suite.name() + " failed; dlm run " + arguments.file(dlm())
                    + " tells more");
            return ExitCode.SOME_FAILED;
        }
        return ExitCode.OK;
    }

    /** Stored speeds are never judged, so that the second half need not be timed. */
    private static List<Metric> quality(Suite suite) {
        return suite.metrics().stream().filter(metric -> !metric.timing()).toList();
    }

    private Baseline baseline(ResultStore again, Suite suite) throws IOException {
        Plan plan = arguments.planToRun(dlm(), again, suite.measuring(quality(suite)), false);
        return BaselineMaker.of(SuiteResults.read(again, plan.index()), now(), "this build");
    }

    private String now() {
        return dlm().program().clock().instant().toString();
    }

    private static Map<String, String> provenance(SuiteResults results) throws InterruptedException {
        Map<String, String> provenance = new TreeMap<>(Machine.facts());
        provenance.putAll(SuiteRun.provenance());
        results.nodes().values().stream()
                .map(node -> node.provenanceWords().getOrDefault("threads", "unknown"))
                .filter(threads -> !threads.equals("unknown"))
                .findFirst()
                .ifPresent(threads -> provenance.put("threads", threads));
        return provenance;
    }
}
