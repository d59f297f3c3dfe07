package dev.easel.call;

import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import dev.easel.request.RequestFields;
import dev.easel.request.SentImage;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of {@code multipart/form-data}; files stay where the server has put them. */
final class FormBody {
    private static final String TWICE = "is given more than once; give one part of each name";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, SentImage.Upload> files = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private FormBody() {}

    /**
     * A request's parts.
     *
     * @throws RejectedException if there are two of one name
     */
    static RequestFields of(RoutingContext context) {
        var form = new FormBody();
        context.request().formAttributes().forEach(part -> form.add(part.getKey(), part.getValue()));
        context.fileUploads().forEach(form::add);
        if (!form.violations.isEmpty()) {
            throw new RejectedException(new Rejection.Invalid(form.violations));
        }
        return new RequestFields.Form(form.texts, form.files);
    }

    private void add(String name, String text) {
        if (texts.put(name, text) != null) {
            violations.add(new Violation(name, TWICE));
        }
    }

    private void add(FileUpload upload) {
        String name = upload.name();
        var file = new SentImage.Upload(Path.of(upload.uploadedFileName()), upload.size(), mediaType(upload));
        if (files.put(name, file) != null || texts.containsKey(name)) {
            violations.add(new Violation(name, TWICE));
        }
    }

    private static Optional<String> mediaType(FileUpload upload) {
        return Optional.ofNullable(upload.contentType())
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }
}
