package dev.dlmbench.claim;

import dev.dlmbench.base.Names;
import dev.dlmbench.claim.ClaimToken.Kind;
import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Alignment;
import dev.dlmbench.claim.Expectation.Choice;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Constant;
import dev.dlmbench.claim.Expectation.Extremum;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Measured;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.Expectation.Statement;
import dev.dlmbench.claim.Expectation.Term;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads expectations:
 *
 * <pre>
 * expectation = statement { "and" statement }
 * statement   = extremum | chain
 * extremum    = ( "argmin" | "argmax" ) "(" measured "," axis ")" "=" value [ across ]
 * chain       = term relation term { relation term } [ "within" number [ "%" ] ]
 *               [ "at" ( "equal" | "matched" ) metric | across | "by" "bootstrap" ]
 * across      = "across" ( "seeds" | "seeds-and-text" )
 * relation    = "&lt;" | "&lt;=" | "=" | "&gt;=" | "&gt;"
 * term        = number | [ number "*" ] measured | "frontier" "(" experiment { "," setting "=" value } ")"
 * measured    = metric "(" experiment { "," setting "=" value } ")"
 * </pre>
 */
public final class ExpectationParser {
    private static final int LONGEST = 1_000;
    private static final List<String> EXTREMA = List.of("argmin", "argmax");

    private final List<ClaimToken> tokens;
    private int next;

    private ExpectationParser(String text) {
        if (text.length() > LONGEST) {
            throw new ClaimMistake(0, "an expectation has at most " + LONGEST + " characters");
        }
        this.tokens = ClaimToken.split(text);
    }

    /**
     * Returns what {@code text} expects.
     *
     * @throws ClaimMistake if it cannot be understood
     */
    public static Expectation parse(String text) {
        ExpectationParser parser = new ExpectationParser(text);
        List<Statement> statements = new ArrayList<>();
        do {
            parser.statement(statements);
        } while (parser.took("and"));
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("'and', a relation or the end");
        }
        return new Expectation(statements);
    }

    /**
     * Returns the points that {@code text} names: an experiment, narrowed by settings.
     *
     * @throws ClaimMistake if it cannot be understood
     */
    public static Selection selection(String text) {
        ExpectationParser parser = new ExpectationParser(text);
        Selection selection = parser.selection();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("',' or the end");
        }
        return selection;
    }

    /** Reads an experiment and the settings behind it, up to what is none. */
    private Selection selection() {
        int at = peek().at();
        String experiment = name("an experiment");
        List<Choice> choices = new ArrayList<>();
        while (peek().is(",")
                && tokens.get(Math.min(next + 2, tokens.size() - 1)).is("=")) {
            take();
            int choiceAt = peek().at();
            String key = name("a setting");
            expect("=");
            choices.add(new Choice(choiceAt, key, value()));
        }
        return new Selection(at, experiment, choices);
    }

    private void statement(List<Statement> statements) {
        if (EXTREMA.contains(peek().text()) && tokens.get(next + 1).is("(")) {
            statements.add(extremum());
        } else {
            chain(statements);
        }
    }

    private Extremum extremum() {
        boolean smallest = take().text().equals("argmin");
        expect("(");
        Measured measured = measured(1);
        expect(",");
        String axis = name("a setting");
        expect(")");
        if (!took("=")) {
            expect("==");
        }
        String value = value();
        return new Extremum(smallest, measured, axis, value, across(List.of(measured)));
    }

    /** Reads what the interval is to allow for. */
    private Across across(List<? extends Term> terms) {
        if (!took("across")) {
            return Across.WHAT_IS_KNOWN;
        }
        int at = peek().at();
        if (took(Across.SEEDS.word())) {
            return Across.SEEDS;
        }
        if (!took(Across.SEEDS_AND_TEXT.word())) {
            throw unexpected("'" + Across.SEEDS.word() + "' or '" + Across.SEEDS_AND_TEXT.word() + "'");
        }
        if (terms.stream()
                .anyMatch(term -> term instanceof Frontier
                        || (term instanceof Measured some && !some.metric().likelihood()))) {
            throw new ClaimMistake(
                    at,
                    "only "
                            + Names.listed(Arrays.stream(Metric.values())
                                    .filter(Metric::likelihood)
                                    .map(Metric::id)
                                    .toList())
                            + " are pooled over text whose choice an interval can allow for");
        }
        return Across.SEEDS_AND_TEXT;
    }

    private record Link(int at, String sign) {}

    private void chain(List<Statement> statements) {
        int start = peek().at();
        List<Term> terms = new ArrayList<>(List.of(term()));
        List<Link> links = new ArrayList<>();
        while (relation(peek())) {
            ClaimToken sign = take();
            links.add(new Link(sign.at(), sign.text()));
            terms.add(term());
        }
        if (links.isEmpty()) {
            throw unexpected("a relation: <, <=, =, >= or >");
        }
        Optional<Tolerance> tolerance = tolerance();
        Optional<Alignment> aligned = aligned();
        if (aligned.isPresent() && peek().is("across")) {
            throw new ClaimMistake(peek().at(), "lines are read off seed by seed, so 'across' does not go with 'at'");
        }
        Across across = took("by") ? bootstrap(terms) : across(terms);
        for (int i = 0; i < links.size(); i++) {
            statements.add(comparison(terms.get(i), links.get(i), terms.get(i + 1), tolerance, aligned, across, start));
        }
    }

    /** Reads how the interval is found where that is not by Student's t. */
    private Across bootstrap(List<Term> terms) {
        int at = peek().at();
        if (!took("bootstrap")) {
            throw unexpected("'bootstrap'");
        }
        if (!terms.stream().allMatch(Frontier.class::isInstance)) {
            throw new ClaimMistake(at, "'by bootstrap' goes with frontiers only");
        }
        return Across.BOOTSTRAP;
    }

    private static Comparison comparison(
            Term left,
            Link link,
            Term right,
            Optional<Tolerance> tolerance,
            Optional<Alignment> aligned,
            Across across,
            int start) {
        FrontierRules.check(List.of(left, right), start, tolerance, aligned);
        if (left instanceof Constant && right instanceof Constant) {
            throw new ClaimMistake(start, "compares two numbers; one side must be measured");
        }
        if (left instanceof Measured one
                && right instanceof Measured other
                && !one.metric().unit().equals(other.metric().unit())) {
            throw new ClaimMistake(
                    link.at(),
                    "compares " + one.metric().unit() + " with "
                            + other.metric().unit());
        }
        if (aligned.isPresent() && (left instanceof Constant || right instanceof Constant)) {
            throw new ClaimMistake(
                    start, "a number has no " + aligned.get().metric().id() + " to be compared at");
        }
        boolean strict = link.sign().equals("<") || link.sign().equals(">");
        boolean equal = link.sign().startsWith("=");
        if (equal && tolerance.isEmpty()) {
            throw new ClaimMistake(link.at(), "no two measured values are equal; say within what, such as 'within 2%'");
        }
        if (strict && tolerance.isPresent()) {
            throw new ClaimMistake(link.at(), "'within' goes with =, <= and >=, not with " + link.sign());
        }
        Relation relation = equal ? Relation.EQUAL : strict ? Relation.LESS : Relation.AT_MOST;
        boolean turned = link.sign().startsWith(">");
        return new Comparison(
                turned ? right : left,
                relation,
                turned ? left : right,
                tolerance.orElse(Tolerance.NONE),
                aligned.map(shared -> new Alignment(shared.at(), shared.metric(), turned)),
                across);
    }

    private static boolean relation(ClaimToken token) {
        return token.kind() == Kind.SIGN
                && List.of("<", "<=", "=", "==", ">=", ">").contains(token.text());
    }

    private Optional<Tolerance> tolerance() {
        if (!took("within")) {
            return Optional.empty();
        }
        int at = peek().at();
        double amount = number();
        if (amount <= 0) {
            throw new ClaimMistake(at, "a tolerance must be positive");
        }
        boolean relative = took("%");
        return Optional.of(new Tolerance(relative ? amount / 100 : amount, relative));
    }

    private Optional<Alignment> aligned() {
        if (!took("at")) {
            return Optional.empty();
        }
        if (!took("equal") && !took("matched")) {
            throw unexpected("'equal' or 'matched'");
        }
        int at = peek().at();
        return Optional.of(new Alignment(at, metric(), false));
    }

    private Term term() {
        if (peek().kind() != Kind.NUMBER) {
            return peek().text().equals(Frontier.WORD) ? frontier() : measured(1);
        }
        int at = peek().at();
        double value = number();
        if (!took("*")) {
            return new Constant(value);
        }
        if (value <= 0) {
            throw new ClaimMistake(at, "a factor must be positive");
        }
        if (peek().text().equals(Frontier.WORD)) {
            throw new ClaimMistake(at, "a frontier takes no factor");
        }
        return measured(value);
    }

    private Measured measured(double factor) {
        int at = peek().at();
        Metric metric = metric();
        return measured(at, factor, metric, enclosed());
    }

    private Frontier frontier() {
        return new Frontier(take().at(), enclosed());
    }

    /** Reads points in brackets. */
    private Selection enclosed() {
        expect("(");
        Selection chosen = selection();
        if (peek().kind() != Kind.SIGN || !(peek().is(")") || peek().is(","))) {
            throw unexpected("',' or ')'");
        }
        if (peek().is(",")) {
            throw new ClaimMistake(peek().at(), "a setting is chosen by name and value, such as blockSize=4");
        }
        take();
        return chosen;
    }

    /** A batch size, or a number of answers, belongs to what was measured, not to the point. */
    private static Measured measured(int start, double factor, Metric metric, Selection chosen) {
        String at = "";
        List<Choice> choices = new ArrayList<>();
        for (Choice choice : chosen.choices()) {
            if (metric.timing() ? choice.key().equals("batch") : metric.spread().equals(Optional.of(choice.key()))) {
                at = choice.value();
            } else {
                choices.add(choice);
            }
        }
        if (at.isEmpty() && !metric.timing() && metric.spread().isPresent()) {
            String needed = metric.is(MetricTrait.EACH_K) ? "a number of answers" : "the length of the n-grams";
            throw new ClaimMistake(
                    start,
                    metric.id() + " needs " + needed + ", such as " + metric.id() + "(" + chosen.experiment() + ", "
                            + metric.spread().get() + "=2)");
        }
        return new Measured(start, factor, metric, at, new Selection(chosen.at(), chosen.experiment(), choices));
    }

    private Metric metric() {
        int at = peek().at();
        String id = name("a metric");
        return Metric.byId(id)
                .orElseThrow(() -> new ClaimMistake(
                        at,
                        "unknown metric '" + id + "'",
                        id,
                        Arrays.stream(Metric.values()).map(Metric::id).toList()));
    }

    private String value() {
        ClaimToken token = peek();
        if (token.kind() == Kind.SIGN || token.kind() == Kind.END) {
            throw unexpected("a value");
        }
        return take().text();
    }

    private String name(String what) {
        if (peek().kind() != Kind.NAME) {
            throw unexpected(what);
        }
        return take().text();
    }

    private double number() {
        if (peek().kind() != Kind.NUMBER) {
            throw unexpected("a number");
        }
        return Double.parseDouble(take().text());
    }

    private void expect(String sign) {
        if (!took(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    private ClaimMistake unexpected(String wanted) {
        return new ClaimMistake(peek().at(), "expected " + wanted + ", got " + peek().shown());
    }

    private boolean took(String word) {
        if (peek().is(word)) {
            take();
            return true;
        }
        return false;
    }

    private ClaimToken peek() {
        return tokens.get(next);
    }

    private ClaimToken take() {
        ClaimToken token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }
}
