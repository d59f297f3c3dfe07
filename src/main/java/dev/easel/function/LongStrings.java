package dev.easel.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.call.JsonBody;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Lets Funqy read images in base64, which are long strings, with the service's own mapper. */
@Singleton
final class LongStrings implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(JsonBody.LONG_STRINGS);
    }
}
