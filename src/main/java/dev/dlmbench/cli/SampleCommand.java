package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.TraceStep;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.work.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws text from a trained model. */
@Command(
        name = "sample",
        description = "Draw text from a trained model, from nothing, behind a prompt or into the blanks of a template.")
final class SampleCommand extends DlmCommand {
    private static final int BLANK = -1;

    @Mixin
    private SuiteArguments arguments;

    @Option(
            names = "--point",
            paramLabel = "POINT",
            description = "The point whose model and sampler to use; needed where the suite has several.")
    private @Nullable String wanted;

    @Option(names = "--seed", paramLabel = "N", description = "The model's seed. Default: the point's first.")
    private @Nullable Long seed;

    @Option(names = "--draw", paramLabel = "N", defaultValue = "1", description = "Seed of the draws. Default: 1.")
    private long draw;

    @Option(names = "-n", paramLabel = "COUNT", defaultValue = "1", description = "How many texts. Default: 1.")
    private int count;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "Text to go on from.")
    private @Nullable String prompt;

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "Text with blanks to fill in, one underscore for each token, such as 'To be ____ not'.")
    private @Nullable String template;

    @Option(names = "--trace", description = "Show every step: what is drawn, remasked and replaced.")
    private boolean trace;

    @Override
    public Integer call() throws IOException {
        if (prompt != null && template != null) {
            throw new InvalidSettingException("--prompt and --template do not go together");
        }
        if (count < 1) {
            throw new InvalidSettingException("-n must be at least 1, got " + count);
        }
        Dlm dlm = dlm();
        ResultStore store = dlm.store();
        Suite suite = arguments.read(dlm);
        Plan plan = arguments.planToRun(dlm, store, suite, false);
        PointEntry point = point(plan.index());
        PointSettings settings = suite.points().stream()
                .filter(candidate -> candidate.id().equals(point.id()))
                .findFirst()
                .map(Point::settings)
                .orElseThrow();
        try (LoadedModel model = LoadedModel.of(store, seed(point), settings, plan.texts(), dlm.data())) {
            Template given = given(model, settings);
            Sampler sampler = model.sampler(sampling(settings, given).drawing(1, 1));
            for (int number = 0; number < count; number++) {
                sample(model, sampler, given, number);
            }
        }
        return ExitCode.OK;
    }

    private PointEntry point(SuiteIndex suite) {
        if (wanted != null) {
            return PointArgument.in(suite, wanted);
        }
        if (suite.points().size() == 1) {
            return suite.points().get(0);
        }
        throw new InvalidSettingException("the suite has " + suite.points().size()
                + " points; choose one with --point: " + PointArgument.offered(suite, suite.points()));
    }

    private SeedEntry seed(PointEntry point) {
        return point.seeds().stream()
                .filter(candidate -> seed == null || candidate.seed() == seed)
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("--seed must be one of "
                        + point.seeds().stream()
                                .map(each -> Long.toString(each.seed()))
                                .collect(Collectors.joining(", "))
                        + ", got " + seed));
    }

    private Template given(LoadedModel model, PointSettings settings) {
        if (template != null) {
            List<Integer> tokens = new ArrayList<>();
            for (String part : template.split("(?<=_)|(?=_)", -1)) {
                if (part.equals("_")) {
                    tokens.add(BLANK);
                } else {
                    Arrays.stream(encoded("--template", part, model)).forEach(tokens::add);
                }
            }
            return Template.of(tokens.stream().mapToInt(Integer::intValue).toArray());
        }
        String begins = prompt == null ? settings.sampling().prompt() : prompt;
        Template before = Template.of(encoded("--prompt", begins, model));
        int most = settings.sampling().stopping().maxLengthIn(settings.data().sequence());
        if (before.length() >= most) {
            throw new InvalidSettingException("the prompt has " + before.length() + " tokens and the text at most "
                    + most + "; set sampling.stop.maxLength");
        }
        return before;
    }

    private static int[] encoded(String option, String text, LoadedModel model) {
        try {
            return model.tokenizer().encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(option + ": " + e.getMessage());
        }
    }

    /** Returns the point's sampler; a template sets the length. */
    private SamplingSpec sampling(PointSettings settings, Template given) {
        SamplingSpec sampling = settings.sampling();
        if (template == null) {
            return sampling;
        }
        int block = Math.max(1, settings.blockSize());
        int length = (given.length() + block - 1) / block * block;
        if (length > settings.data().sequence() && block == settings.data().sequence()) {
            throw new InvalidSettingException("the template has " + given.length()
                    + " tokens, and blocks as long as the" + " sequence of " + block + " see nothing before them");
        }
        return sampling.with(new Stopping(length, "", 0, 0));
    }

    private void sample(LoadedModel model, Sampler sampler, Template given, int number) {
        TraceView view = new TraceView(model.tokenizer(), given, dlm().paint());
        Watcher watcher = trace && !dlm().json() ? new Printer(view) : Watcher.NONE;
        DrawnSequence sample = model.draw(sampler, draw, number, given, watcher);
        String text = model.tokenizer().decode(sample.tokens());
        if (template != null) {
            text = model.tokenizer().decode(Arrays.copyOf(sample.tokens(), given.length()));
        }
        if (dlm().json()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("text", text);
            line.put("ending", Names.of(sample.ending()));
            line.put("calls", sample.calls().byRole());
            out().println(JsonText.of(line));
        } else {
            String about = String.format(
                    Locale.ROOT,
                    "%d tokens, %d calls",
                    sample.tokens().length,
                    sample.calls().predicting());
            out().println(text);
            out().println(dlm().paint().dim("-- " + about));
        }
        out().flush();
    }

    /** Prints every step as it happens. */
    private final class Printer implements Watcher {
        private final TraceView view;

        Printer(TraceView view) {
            this.view = view;
        }

        @Override
        public boolean wantsSteps() {
            return true;
        }

        @Override
        public void stepped(int sequence, TraceStep step) {
            out().println(view.line(step));
            out().flush();
        }
    }
}
