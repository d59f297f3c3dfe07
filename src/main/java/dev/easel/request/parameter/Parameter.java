package dev.easel.request.parameter;

import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ImageParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A request parameter, as the {@link Catalogue} declares it.
 *
 * @param declaration its names, words and needs
 * @param domains its values, in a context
 * @param choices the values with names, in settings
 * @param drawn the value that an image was drawn with, if the parameter is one of those that an image is repeated by
 * @param <V> a value
 */
public record Parameter<V>(
        Declaration declaration,
        Function<ParameterContext, Domain<V>> domains,
        Function<ParameterSettings, Map<String, ParameterSettings.Choice>> choices,
        Function<ImageParameters, Optional<V>> drawn) {

    /** Whether a request may have it. */
    public enum Availability {
        AVAILABLE,
        /** The model has nothing that it acts on. */
        UNSUPPORTED,
        /** The configuration has switched it off. */
        OFF
    }

    /** The field of a request. */
    public String name() {
        return declaration.name();
    }

    /** Other names of the field. */
    public List<String> aliases() {
        return declaration.aliases();
    }

    /** All names of the field. */
    public Stream<String> names() {
        return Stream.concat(Stream.of(name()), aliases().stream());
    }

    /**
     * The values that it may have.
     *
     * @throws IllegalArgumentException naming, by what follows the key of the settings, the default that lies outside its
     *     own limits
     */
    public Domain<V> domain(ParameterContext context) {
        try {
            return domains.apply(context);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameters." + name() + ": " + e.getMessage(), e);
        }
    }

    /** Whether a request to the context's model may have it. */
    public Availability availability(ParameterContext context) {
        Set<Ability> abilities = declaration.abilities();
        boolean off = declaration.feature().map(context::isOff).orElse(false)
                || (!abilities.isEmpty() && abilities.stream().allMatch(context::isOff));
        if (off) {
            return Availability.OFF;
        }
        return abilities.isEmpty() || abilities.stream().anyMatch(context::can)
                ? Availability.AVAILABLE
                : Availability.UNSUPPORTED;
    }

    /** Whether a request to the context's model can have a value of it. */
    public boolean isOffered(ParameterContext context) {
        return availability(context) == Availability.AVAILABLE
                && domain(context).hasValues();
    }

    /** The same parameter, of which an image tells the value that it was drawn with. */
    Parameter<V> drawn(Function<ImageParameters, Optional<V>> value) {
        return new Parameter<>(declaration.changesPixels(), domains, choices, value);
    }

    /** Whether images of requests that differ in it alone may differ. */
    public boolean changesPixels() {
        return declaration.doesChangePixels();
    }

    /** Whether a style preset may set it. */
    public boolean isStyled() {
        return declaration.mayBeStyled();
    }

    /** What people call it. */
    public String title(ParameterContext context, Language language) {
        return text(declaration.title(), ParameterSettings.Words::title, context, language);
    }

    /** What it does, in the catalogue's own words. */
    public String description(Language language) {
        return declaration.description().in(language).orElse("");
    }

    /** What it does. */
    public String description(ParameterContext context, Language language) {
        return text(declaration.description(), ParameterSettings.Words::description, context, language);
    }

    /** Where forms show it. */
    public Show show(ParameterContext context) {
        return declaration
                .words(context.settings())
                .show()
                .or(declaration.words(context.common())::show)
                .orElse(declaration.show());
    }

    /** The model's own words go first, then those for all models, then the catalogue's. */
    private String text(
            Texts own,
            Function<ParameterSettings.Words, TextConfig> part,
            ParameterContext context,
            Language language) {
        return own.with(part.apply(declaration.words(context.common())))
                .with(part.apply(declaration.words(context.settings())))
                .in(language)
                .orElse(name());
    }
}
