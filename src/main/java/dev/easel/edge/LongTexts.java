package dev.easel.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Lets functions have pictures in JSON, which are long texts: Funqy reads them with the service's own mapper. */
@Singleton
final class LongTexts implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(JsonBody.LONG_TEXTS);
    }
}
