package dev.easel.request.form;

import dev.easel.request.RequestReader;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.Parameter;
import dev.easel.request.parameter.ParameterContext;
import dev.easel.request.parameter.Texts;
import java.util.stream.Collectors;

/** The interface as a page of Markdown: every parameter of every model, as it is in this service. */
public final class ReferencePage {
    private static final Texts HEAD = Texts.of(
            "| parameter | value | default | meaning |\n|---|---|---|---|\n",
            "| 参数 | 取值 | 默认值 | 含义 |\n|---|---|---|---|\n");
    private static final Texts STYLES = Texts.of("Styles", "风格");

    private ReferencePage() {}

    /** The page in a language. */
    public static String of(InterfaceDescription description, Language language) {
        var page = new StringBuilder("# ")
                .append(description.title(language))
                .append("\n\n")
                .append(description.description(language))
                .append('\n');
        description
                .requests()
                .all()
                .forEach(reader -> page.append("\n## `")
                        .append(reader.model().name())
                        .append("`\n\n")
                        .append(HEAD.in(language).orElse(""))
                        .append(rows(reader, language)));
        if (!description.styles().isEmpty()) {
            page.append("\n## ").append(STYLES.in(language).orElse("")).append("\n\n");
            description
                    .styles()
                    .values()
                    .forEach(style -> page.append("- `")
                            .append(style.name())
                            .append("`: ")
                            .append(cell(Texts.of(style.config().title())
                                    .in(language)
                                    .orElse(style.name())))
                            .append('\n'));
        }
        return page.toString();
    }

    private static String rows(RequestReader reader, Language language) {
        return Catalogue.ALL.stream()
                .filter(parameter -> parameter.isOffered(reader.context()))
                .map(parameter -> row(parameter, reader.context(), language))
                .collect(Collectors.joining());
    }

    private static String row(Parameter<?> parameter, ParameterContext context, Language language) {
        var domain = parameter.domain(context);
        return "| " + parameter.names().map(name -> "`" + name + "`").collect(Collectors.joining(", ")) + " | "
                + cell(domain.describe()) + " | "
                + domain.whenAbsent().map(value -> "`" + value + "`").orElse("") + " | "
                + cell(parameter.title(context, language) + ": " + parameter.description(context, language)) + " |\n";
    }

    /** A text that ends neither the cell nor the row. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
