package dev.easel.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.pipeline.ImageParameters;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Several images of one request. */
class ImageCountTest {
    @Test
    void oneImageByDefault() {
        var request = read(body());

        assertThat(request.count()).isEqualTo(1);
        assertThat(request.images()).containsExactly(request.parameters());
    }

    @Test
    void seedsFollowTheFirst() {
        var request = read(body().put("n", 3).put("seed", 7));

        assertThat(request.images()).extracting(ImageParameters::seed).containsExactly(7L, 8L, 9L);
        assertThat(request.images())
                .allSatisfy(image -> assertThat(image.withSeed(7)).isEqualTo(request.parameters()));
    }

    @Test
    void aFormHasACountToo() {
        var form = new RequestFields.Form(Map.of("prompt", "a cat", "n", "2"), Map.of());

        assertThat(((ReadRequest.Plain) reader().read(form, Set.of())).request().count())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void anotherCountIsRefused(int count) {
        assertRefused(body().put("n", count), "n", "must be an integer from 1 to 4, not " + count);
    }

    @Test
    void aSeedWithoutRoomForTheOthersIsRefused() {
        assertThat(read(body().put("seed", Long.MAX_VALUE)).count()).isEqualTo(1);
        assertRefused(
                body().put("n", 2).put("seed", Long.MAX_VALUE),
                "seed",
                "must be at most 9223372036854775806 for 2 images, whose seeds follow it");
    }

    private static void assertRefused(ObjectNode body, String field, String message) {
        var refused = catchThrowableOfType(RejectedException.class, () -> read(body));

        assertThat(refused.rejection()).isEqualTo(new Rejection.Invalid(List.of(new Violation(field, message))));
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("prompt", "a cat");
    }

    private static GenerationRequest read(ObjectNode body) {
        return ((ReadRequest.Plain) reader().read(new RequestFields.Json(body), Set.of())).request();
    }

    private static RequestReader reader() {
        return Requests.reader(Requests.model(Set.of()), Map.of());
    }
}
