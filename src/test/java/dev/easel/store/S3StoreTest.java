package dev.easel.store;

import dev.easel.fixtures.Properties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class S3StoreTest {
    private static final byte[] FILE = "hello".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824.png";
    private static final String PATH = "/pictures/team/images/" + NAME;

    private Bucket bucket;
    private ImageStore store;

    @BeforeEach
    void open() throws IOException {
        System.setProperty("aws.accessKeyId", "an-id");
        System.setProperty("aws.secretAccessKey", "a-secret");
        bucket = new Bucket();
        store = store(Map.of());
    }

    @AfterEach
    void close() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        store.close();
        bucket.close();
    }

    private ImageStore store(Map<String, String> more) {
        var properties = new HashMap<>(Map.of(
                "easel.store.s3.bucket", "pictures",
                "easel.store.s3.prefix", "team",
                "easel.store.s3.endpoint", bucket.endpoint().toString(),
                "easel.store.s3.region", "eu-central-1",
                "easel.store.s3.path_style", "true",
                "easel.store.s3.timeout", "5s"));
        properties.putAll(more);
        return ImageStore.of(Properties.validated(StoreConfig.class, properties));
    }

    @Test
    void anImageIsPutUnchangedUnderItsKey() {
        var stored = store.keep(FILE, "png", "image/png");

        assertThat(stored.name()).isEqualTo(NAME);
        assertThat(bucket.objects()).containsOnlyKeys(PATH);
        assertThat(bucket.objects().get(PATH)).isEqualTo(FILE);
        assertThat(bucket.calls()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("PUT");
            assertThat(call.header("Content-type")).isEqualTo("image/png");
            assertThat(call.header("Cache-control")).contains("immutable");
            assertThat(call.header("Authorization")).contains("Credential=an-id/", "/eu-central-1/s3/aws4_request");
            assertThat(call.headers()).doesNotContainKeys("X-amz-trailer", "Content-encoding", "If-none-match");
        });
        assertThat(store.image(NAME)).hasValue(FILE);
    }

    @Test
    void anAddressIsTheObjectsOrTheConfiguredOne() {
        var stored = store.keep(FILE, "png", "image/png");
        var own = URI.create("http://easel/images/");

        assertThat(store.address(stored.name(), own)).isEqualTo(URI.create(bucket.endpoint() + PATH));
        try (var published = store(Map.of("easel.store.url", "https://cdn.example.com/p/"))) {
            assertThat(published.address(stored.name(), own))
                    .isEqualTo(URI.create("https://cdn.example.com/p/" + NAME));
        }
    }

    @Test
    void theFirstOfTwoAnswersIsKept() {
        assertThat(store.answer("key")).isEmpty();
        assertThat(store.keepAnswer("key", FILE)).isEqualTo(FILE);
        assertThat(store.keepAnswer("key", new byte[] {1})).isEqualTo(FILE);

        assertThat(bucket.objects()).containsOnlyKeys("/pictures/team/answers/key.json");
        assertThat(bucket.calls())
                .filteredOn(call -> call.method().equals("PUT"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.header("If-none-match")).isEqualTo("*"));
    }

    @Test
    void aConflictIsRetried() {
        bucket.failWith(409);

        assertThat(store.keepAnswer("key", FILE)).isEqualTo(FILE);
        assertThat(store.answer("key")).hasValue(FILE);

        bucket.failWith(409);
        assertThat(store.keepAnswer("key", new byte[] {1})).isEqualTo(FILE);

        bucket.failWith(409, 409, 409);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.keepAnswer("other", FILE));
    }

    @Test
    void aDeletedObjectIsGone() {
        var stored = store.keep(FILE, "png", "image/png");
        store.keepAnswer("key", FILE);
        assertThat(store.hasImage(stored.name())).isTrue();

        store.deleteAnswer("key");
        bucket.objects().remove(PATH);

        assertThat(store.answer("key")).isEmpty();
        assertThat(store.hasImage(stored.name())).isFalse();
        assertThat(bucket.objects()).isEmpty();
    }

    @Test
    void aTransientFailureIsRetried() {
        bucket.failWith(503, 500);

        store.keep(FILE, "png", "image/png");

        assertThat(bucket.calls()).hasSize(3);
        assertThat(bucket.objects()).containsOnlyKeys(PATH);
    }

    @Test
    void aPermanentFailureNamesTheBucket() {
        bucket.failWith(503, 503, 503);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.keep(FILE, "png", "image/png"))
                .withMessageContainingAll("pictures", "easel.store.s3");
        assertThat(bucket.calls()).hasSize(3);

        bucket.failWith(403);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.answer("key"))
                .withMessageContainingAll("s3:GetObject", "403");
        assertThat(bucket.calls()).hasSize(4);
    }

    @Test
    void withoutRegionAndCredentialsTheMessageNamesTheSetting() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.disableEc2Metadata", "true");
        try (var unknown = store(Map.of())) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> unknown.answer("key"))
                    .withMessageContainingAll("easel.store.s3", "credentials");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
        assertThat(bucket.calls()).isEmpty();
    }
}
