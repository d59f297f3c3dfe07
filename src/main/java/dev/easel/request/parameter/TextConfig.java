package dev.easel.request.parameter;

import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/**
 * A text of the configuration: {@code title: Quality} for all languages, or a text per language, {@code title: {en: Quality,
 * zh-Hans: 精细度}}.
 */
public interface TextConfig {
    /** The text for all languages. */
    @WithParentName
    Optional<String> all();

    /** The text by language tag. */
    @WithParentName
    Map<String, String> byLanguage();
}
