package dev.dlmbench.suite;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.setting.Setting;
import dev.dlmbench.setting.SettingKeys;
import dev.dlmbench.setting.SettingTable;
import dev.dlmbench.setting.SettingType;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.suite.Expression.Mistake;
import dev.dlmbench.suite.Expression.Numeric;
import dev.dlmbench.suite.Expression.Truth;
import dev.dlmbench.suite.Expression.Word;
import dev.dlmbench.suite.ExpressionToken.Kind;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode.Scalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads formulas such as {@code data.sequence % process.blockSize == 0 and process.kind != "uniform"}.
 *
 * <p>Loosest first: {@code or}, {@code and}, {@code not}, one comparison, sums, products, a sign, and what stands
 * alone: a number, a quoted text, {@code true}, {@code false}, a setting's dotted name, or a formula in parentheses.
 */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 50;

    private final List<ExpressionToken> tokens;
    private final Set<String> names = new LinkedHashSet<>();
    private int next;
    private int depth;

    private ExpressionParser(String formula) {
        if (formula.length() > LONGEST) {
            throw new Mistake(0, "an expression has at most " + LONGEST + " characters");
        }
        this.tokens = ExpressionToken.split(formula);
    }

    /** Returns the condition that {@code scalar} states; nothing, with the reason reported, if it states none. */
    static Optional<Condition> parse(Scalar scalar, Diagnostics diagnostics) {
        try {
            ExpressionParser parser = new ExpressionParser(scalar.text());
            Truth truth = parser.condition();
            return Optional.of(new Condition(scalar, truth, Set.copyOf(parser.names)));
        } catch (Mistake mistake) {
            diagnostics.report(scalar.within(mistake.at()), mistake.rule(), mistake.suggestion());
            return Optional.empty();
        }
    }

    private Truth condition() {
        Truth truth = truth(or());
        if (peek().kind() != Kind.END) {
            throw new Mistake(peek().at(), "unexpected '" + Suggestions.shorten(peek().text()) + "'");
        }
        return truth;
    }

    private Expression or() {
        Expression left = and();
        while (take("or", "||").isPresent()) {
            Truth first = truth(left);
            Truth second = truth(and());
            left = new Truth(first.at(), first.value().or(second.value()));
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (take("and", "&&").isPresent()) {
            Truth first = truth(left);
            Truth second = truth(not());
            left = new Truth(first.at(), first.value().and(second.value()));
        }
        return left;
    }

    private Expression not() {
        Optional<ExpressionToken> not = take("not", "!");
        if (not.isEmpty()) {
            return comparison();
        }
        deeper(not.get().at());
        Truth truth = truth(not());
        depth--;
        return new Truth(not.get().at(), truth.value().negate());
    }

    private Expression comparison() {
        Expression left = sum();
        if (!COMPARISONS.contains(operator())) {
            return left;
        }
        ExpressionToken sign = take();
        Expression compared = ExpressionComparison.of(left, sign, sum());
        if (COMPARISONS.contains(operator())) {
            throw new Mistake(peek().at(), "comparisons cannot be chained; join two with 'and'");
        }
        return compared;
    }

    private Expression sum() {
        Expression left = product();
        while (operator().equals("+") || operator().equals("-")) {
            boolean plus = take().text().equals("+");
            Numeric first = number(left);
            Numeric second = number(product());
            left = new Numeric(first.at(), values -> {
                double right = second.value().applyAsDouble(values);
                return first.value().applyAsDouble(values) + (plus ? right : -right);
            });
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (Set.of("*", "/", "%").contains(operator())) {
            left = product(number(left), take(), number(signed()));
        }
        return left;
    }

    private static Numeric product(Numeric first, ExpressionToken sign, Numeric second) {
        return new Numeric(first.at(), values -> {
            double left = first.value().applyAsDouble(values);
            double right = second.value().applyAsDouble(values);
            if (sign.text().equals("*")) {
                return left * right;
            }
            if (right == 0) {
                throw new Mistake(sign.at(), "division by zero");
            }
            return sign.text().equals("/") ? left / right : left % right;
        });
    }

    private Expression signed() {
        if (!operator().equals("-")) {
            return alone();
        }
        int at = take().at();
        deeper(at);
        Numeric number = number(signed());
        depth--;
        return new Numeric(at, values -> -number.value().applyAsDouble(values));
    }

    private Expression alone() {
        ExpressionToken token = take();
        int at = token.at();
        return switch (token.kind()) {
            case NUMBER -> literal(at, Double.parseDouble(token.text()));
            case TEXT -> new Word(at, values -> token.text(), Set.of(token.text()));
            case NAME -> named(token);
            case END -> throw new Mistake(at, "the expression ends too early");
            case OPERATOR -> {
                if (!token.text().equals("(")) {
                    throw new Mistake(at, "unexpected '" + token.text() + "'");
                }
                deeper(at);
                Expression inner = or();
                depth--;
                if (!operator().equals(")")) {
                    throw new Mistake(at, "this parenthesis is not closed");
                }
                take();
                yield inner;
            }
        };
    }

    private static Numeric literal(int at, double value) {
        return new Numeric(at, values -> value);
    }

    private Expression named(ExpressionToken token) {
        String key = SettingKeys.canonical(token.text());
        int at = token.at();
        if (key.equals("true") || key.equals("false")) {
            return new Truth(at, values -> key.equals("true"));
        }
        Setting setting = SettingTable.ALL.get(key);
        if (setting == null || setting.type().isList()) {
            throw unknown(token);
        }
        names.add(key);
        if (setting.type().isNumber()) {
            return new Numeric(
                    at,
                    values -> values.find(key).orElseThrow() instanceof SettingValue.Whole whole
                            ? whole.value()
                            : ((SettingValue.Decimal) values.find(key).orElseThrow()).value());
        }
        if (setting.type() == SettingType.SWITCH) {
            return new Truth(
                    at, values -> ((SettingValue.Switch) values.find(key).orElseThrow()).value());
        }
        return new Word(at, values -> values.find(key).orElseThrow().text(), Set.copyOf(setting.choices()));
    }

    private static Mistake unknown(ExpressionToken token) {
        String word = token.text();
        String present = FormerWords.setting(word);
        if (!present.equals(word)) {
            return new Mistake(token.at(), "'" + word + "' was renamed to '" + present + "'");
        }
        boolean choice = SettingTable.ALL.values().stream()
                .anyMatch(setting -> setting.choices().contains(word));
        if (choice) {
            return new Mistake(token.at(), "'" + word + "' is a text; write it in quotes");
        }
        String nearest = Suggestions.nearest(word, SettingTable.ALL.keySet());
        return new Mistake(
                token.at(),
                "unknown setting '" + Suggestions.shorten(word) + "'",
                nearest.isEmpty() ? SettingKeys.elsewhere(word) : nearest);
    }

    private static Truth truth(Expression expression) {
        if (expression instanceof Truth truth) {
            return truth;
        }
        throw new Mistake(expression.at(), "must be true or false here, but is " + expression.kind());
    }

    private static Numeric number(Expression expression) {
        if (expression instanceof Numeric number) {
            return number;
        }
        throw new Mistake(expression.at(), "must be a number here, but is " + expression.kind());
    }

    private void deeper(int at) {
        if (++depth > DEEPEST) {
            throw new Mistake(at, "nested deeper than " + DEEPEST + " levels");
        }
    }

    private ExpressionToken peek() {
        return tokens.get(next);
    }

    private ExpressionToken take() {
        ExpressionToken token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Takes the next token if it is the word or the sign that means the same. */
    private Optional<ExpressionToken> take(String word, String sign) {
        boolean fits = (peek().kind() == Kind.NAME && peek().text().equals(word))
                || operator().equals(sign);
        return fits ? Optional.of(take()) : Optional.empty();
    }

    private String operator() {
        return peek().kind() == Kind.OPERATOR ? peek().text() : "";
    }
}
