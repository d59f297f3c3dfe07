package dev.easel.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.generation.JsonBody;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Lets functions have images in JSON, which are long texts: Funqy reads them with the service's own mapper. */
@Singleton
final class LongTexts implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(JsonBody.LONG_TEXTS);
    }
}
