package dev.easel.request.parameter;

import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ModelDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the catalogue says about a parameter, but for its values. */
public final class Declaration {
    private final String name;
    private final List<String> aliases;
    private final Function<ParameterSettings, ? extends ParameterSettings.Words> words;
    private Texts title = Texts.of("", "");
    private Texts description = Texts.of("", "");
    private Show show = Show.MORE;
    private Set<Ability> abilities = Set.of();
    private Optional<Feature> feature = Optional.empty();
    private Optional<String> companion = Optional.empty();
    private Optional<Object> neutral = Optional.empty();
    private Bounds bounds = Bounds.NONE;
    private Bounds usual = Bounds.NONE;
    private boolean changesPixels;
    private boolean styled;

    /**
     * The lowest and the highest value.
     *
     * @param least below or at any value
     * @param most above or at any value
     */
    record Bounds(double least, double most) {
        static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    Declaration(
            String name, List<String> aliases, Function<ParameterSettings, ? extends ParameterSettings.Words> words) {
        this.name = name;
        this.aliases = aliases;
        this.words = words;
    }

    Declaration title(String english, String chinese) {
        title = Texts.of(english, chinese);
        return this;
    }

    Declaration description(String english, String chinese) {
        description = Texts.of(english, chinese);
        return this;
    }

    Declaration show(Show place) {
        show = place;
        return this;
    }

    /** Models without any of these abilities do not have it. */
    Declaration needs(Ability... any) {
        abilities = Set.of(any);
        return this;
    }

    /** The switch that it belongs to. */
    Declaration partOf(Feature part) {
        feature = Optional.of(part);
        return this;
    }

    /** The field without which it has no effect. */
    Declaration with(Parameter<?> other) {
        companion = Optional.of(other.name());
        return this;
    }

    /** The value that models without the ability take too, as it asks for nothing. */
    Declaration neutral(Object value) {
        neutral = Optional.of(value);
        return this;
    }

    /** The limits where the configuration has none. */
    Declaration usual(double least, double most) {
        usual = new Bounds(least, most);
        return this;
    }

    /** What the configuration may set limits to. */
    Declaration bounds(double least, double most) {
        bounds = new Bounds(least, most);
        return this;
    }

    Declaration changesPixels() {
        changesPixels = true;
        return this;
    }

    /** A style preset may set it. */
    Declaration styled() {
        styled = true;
        return this;
    }

    /** The parameter with these values. */
    <V> Parameter<V> in(Function<ParameterContext, Domain<V>> domains) {
        return new Parameter<>(this, domains, _ -> Map.of(), _ -> Optional.empty());
    }

    /** A whole number, whose default and, beyond the usual limits, highest value the model knows. */
    Parameter<Integer> whole(
            Function<ParameterSettings, ParameterSettings.Whole> config,
            Function<ModelDescription, IntegerRange.OfModel> ofModel) {
        return new Parameter<>(
                this,
                context -> IntegerRange.of(config.apply(context.settings()), usual, ofModel.apply(context.model())),
                config.andThen(ParameterSettings.Whole::choices),
                _ -> Optional.empty());
    }

    /** A real number, whose default the model knows. */
    Parameter<Double> decimal(
            Function<ParameterSettings, ParameterSettings.Decimal> config, Function<ModelDescription, Float> ofModel) {
        return new Parameter<>(
                this,
                context -> NumberRange.of(config.apply(context.settings()), usual, ofModel.apply(context.model())),
                config.andThen(ParameterSettings.Decimal::choices),
                _ -> Optional.empty());
    }

    /** One of the model's names. */
    Parameter<String> name(
            Function<ParameterSettings, ParameterSettings.Named> config,
            Function<ModelDescription, Set<String>> names) {
        return new Parameter<>(
                this,
                context -> new NameDomain(
                        names.apply(context.model()).stream().sorted().toList(),
                        config.apply(context.settings()).initial()),
                config.andThen(ParameterSettings.Named::choices),
                _ -> Optional.empty());
    }

    String name() {
        return name;
    }

    List<String> aliases() {
        return aliases;
    }

    ParameterSettings.Words words(ParameterSettings settings) {
        return words.apply(settings);
    }

    Texts title() {
        return title;
    }

    Texts description() {
        return description;
    }

    Show show() {
        return show;
    }

    Bounds usual() {
        return usual;
    }

    Bounds bounds() {
        return bounds;
    }

    boolean doesChangePixels() {
        return changesPixels;
    }

    boolean mayBeStyled() {
        return styled;
    }

    boolean suits(ModelDescription model) {
        return abilities.isEmpty() || abilities.stream().anyMatch(model::can);
    }

    /** The abilities of which a model needs one. */
    public Set<Ability> abilities() {
        return abilities;
    }

    Optional<Feature> feature() {
        return feature;
    }

    /** The field without which it has no effect. */
    public Optional<String> companion() {
        return companion;
    }

    /** The value that models without the ability take too. */
    public Optional<Object> neutral() {
        return neutral;
    }
}
