package dev.easel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** A JSON Schema as a part of the API's description, which is one too since OpenAPI 3.1. */
final class OpenApiSchema {
    private OpenApiSchema() {}

    static Schema of(ObjectNode json) {
        var schema = OASFactory.createSchema();
        json.propertyStream().forEach(keyword -> add(schema, keyword.getKey(), keyword.getValue()));
        return schema;
    }

    private static void add(Schema schema, String keyword, JsonNode value) {
        switch (keyword) {
            case "type" ->
                schema.addType(Schema.SchemaType.valueOf(value.asText().toUpperCase(Locale.ROOT)));
            case "title" -> schema.title(value.asText());
            case "description" -> schema.description(value.asText());
            case "default" -> schema.defaultValue(plain(value));
            case "minimum" -> schema.minimum(value.decimalValue());
            case "maximum" -> schema.maximum(value.decimalValue());
            case "multipleOf" -> schema.multipleOf(value.decimalValue());
            case "minLength" -> schema.minLength(value.asInt());
            case "maxLength" -> schema.maxLength(value.asInt());
            case "maxProperties" -> schema.maxProperties(value.asInt());
            case "pattern" -> schema.pattern(value.asText());
            case "enum" -> value.forEach(name -> schema.addEnumeration(name.asText()));
            case "contentEncoding" -> schema.contentEncoding(value.asText());
            case "contentMediaType" -> schema.contentMediaType(value.asText());
            case "propertyNames" -> schema.propertyNames(of((ObjectNode) value));
            case "additionalProperties" -> schema.additionalPropertiesSchema(of((ObjectNode) value));
            default -> throw new IllegalArgumentException("the catalogue writes no " + keyword);
        }
    }

    private static Object plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : value.asText();
    }
}
