package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.request.parameter.WrittenValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a caller has sent, by field. */
public sealed interface RequestFields {

    /** The names of all fields. */
    Stream<String> names();

    /**
     * A field's value, if there is one.
     *
     * @param type what it is to be; a value of another type is given back too
     */
    Optional<JsonNode> value(String name, Predicate<JsonNode> type);

    /** A field's image, if the field can be one. */
    Optional<SentImage> image(String name);

    /** Whether a field is a file, which only images are. */
    boolean isFile(String name);

    /** How an image is sent, in words. */
    String imagesAre();

    /**
     * A JSON object; {@code null} is the same as absent.
     *
     * @param body not to be changed any more
     */
    record Json(ObjectNode body) implements RequestFields {
        @Override
        public Stream<String> names() {
            return body.propertyStream().map(Map.Entry::getKey);
        }

        @Override
        public Optional<JsonNode> value(String name, Predicate<JsonNode> type) {
            return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
        }

        @Override
        public Optional<SentImage> image(String name) {
            return value(name, JsonNode::isTextual)
                    .filter(JsonNode::isTextual)
                    .map(text -> new SentImage.Inline(text.asText()));
        }

        @Override
        public boolean isFile(String name) {
            return false;
        }

        @Override
        public String imagesAre() {
            return "a text: base64, or a data URL with base64";
        }
    }

    /**
     * A form; what is not to be a text is JSON within its part.
     *
     * @param texts the text parts by name
     * @param files the file parts by name
     */
    record Form(Map<String, String> texts, Map<String, SentImage.Upload> files) implements RequestFields {
        @Override
        public Stream<String> names() {
            return Stream.concat(texts.keySet().stream(), files.keySet().stream());
        }

        @Override
        public Optional<JsonNode> value(String name, Predicate<JsonNode> type) {
            return Optional.ofNullable(texts.get(name)).map(text -> WrittenValue.of(text, type));
        }

        @Override
        public Optional<SentImage> image(String name) {
            return Optional.ofNullable(files.get(name));
        }

        @Override
        public boolean isFile(String name) {
            return files.containsKey(name);
        }

        @Override
        public String imagesAre() {
            return "a file part, such as curl's -F image=@image.png";
        }
    }
}
