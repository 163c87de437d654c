package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Machine;
import dev.dlmbench.gate.BaselineSource;
import dev.dlmbench.gate.BaselineSource.Found;
import dev.dlmbench.gate.GateJudge;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.gate.NoiseFloor;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.speed.OtherBuild;
import dev.dlmbench.speed.SideBySide;
import dev.dlmbench.speed.SpeedTrial;
import dev.dlmbench.store.Calibrations;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether something got worse. */
@Command(
        name = "gate",
        description = "Say whether a suite's results got worse than a baseline, and this build slower than another.",
        footer =
                "%nQuality is compared with the baseline. Speed is compared with another build only, which decodes beside"
                        + " this one in processes that take turns; stored speeds are never judged.")
final class GateCommand extends DlmCommand {
    @Mixin
    private SuiteArguments arguments;

    @Option(
            names = "--baseline",
            paramLabel = "NAME|FILE|REF",
            description =
                    "A baseline's name (default: the suite's), a file, or a revision of the repository that has it.")
    private @Nullable String wanted;

    @Option(
            names = "--base-ref",
            paramLabel = "REF",
            description = "Build this revision and time it beside this build.")
    private @Nullable String baseRef;

    @Option(names = "--base-jar", paramLabel = "FILE", description = "Time this build's jar beside this build.")
    private @Nullable Path baseJar;

    @Option(names = "--strict", description = "Exit with 4 if something is inconclusive.")
    private boolean strict;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultStore store = dlm().store();
        Suite suite = arguments.readGated(dlm());
        List<String> futile = FutileRules.of(suite);
        if (!futile.isEmpty()) {
            throw new InvalidSettingException("the gate has too few seeds:\n" + String.join("\n", futile));
        }
        Plan plan = arguments.planToRun(dlm(), store, suite, false);
        BaselineSource source = new BaselineSource(dlm().folder(), store);
        Optional<Found> found = wanted == null ? source.own(suite.name()) : source.find(wanted, suite.name());
        if (found.isEmpty()) {
            err().println(
                            "dlm: there is no baseline to compare with; dlm baseline save makes one, dlm baseline ls shows"
                                    + " those there are");
            return ExitCode.NOT_COMPARABLE;
        }
        GateJudge judge = new GateJudge(
                suite.gate(), results(store, plan.index()), found.get().baseline());
        refuseWhatCannotBeTold(new Calibrations(store).read(suite.name()), judge);
        Map<Timed, List<SpeedPair>> speeds =
                speeds(judge, plan, store, suite.gate().pairs());
        GateOutput output = new GateOutput(suite.name(), arguments.file(dlm()), found.get(), judge.judge(speeds));
        output.write(dlm(), err());
        output.print(dlm(), out());
        return output.exit(strict);
    }

    private void refuseWhatCannotBeTold(Optional<Calibration> calibration, GateJudge judge) throws IOException {
        if (calibration.isEmpty()) {
            return;
        }
        boolean sameMachine = calibration.get().ofMachine(Machine.facts());
        String what = "the calibration of " + calibration.get().created() + " on "
                + calibration.get().machine();
        List<String> refusals = new NoiseFloor(calibration.get(), sameMachine).refusals(judge);
        if (!refusals.isEmpty()) {
            throw new InvalidSettingException(
                    "the gate asks for more than it can tell, by " + what + ":\n" + String.join("\n", refusals));
        }
        if (!dlm().quiet()) {
            err().println("Tolerances are no smaller than the noise, by " + what
                    + (sameMachine ? "." : ", which is another machine: what it says of speed does not count here."));
        }
    }

    private Map<Timed, List<SpeedPair>> speeds(GateJudge judge, Plan plan, ResultStore store, int pairs)
            throws IOException, InterruptedException {
        if ((baseRef == null && baseJar == null) || judge.timed().isEmpty()) {
            return Map.of();
        }
        Path folder = Files.createTempDirectory("dlm-gate");
        SideBySide timing = new SideBySide(plan, store, dlm().data());
        return new SpeedTrial(timing, base(folder), DecodingSideCommand.OF_A_BUILD, folder, progress())
                .run(judge.timed(), pairs);
    }

    private OtherBuild base(Path folder) throws IOException, InterruptedException {
        if (baseJar == null) {
            return OtherBuild.ofRef(Objects.requireNonNull(baseRef), ProgramFolder.find(), folder);
        }
        if (baseRef != null) {
            throw new InvalidSettingException("--base-ref and --base-jar do not go together");
        }
        return OtherBuild.ofJar(dlm().resolve(baseJar), baseJar.toString());
    }
}
