package dev.easel.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Files in a bucket. The client is created on first use, as that takes long. A lifecycle rule of the bucket decides how long
 * files are kept.
 */
final class S3Store implements ObjectStore {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    private final StoreConfig.S3 config;
    private final String bucket;
    private final LazyClient client;

    S3Store(StoreConfig.S3 config, String bucket) {
        this.config = config;
        this.bucket = bucket;
        this.client = new LazyClient(() -> open(config));
    }

    private static S3Client open(StoreConfig.S3 config) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout()))
                .forcePathStyle(config.pathStyle())
                // services other than S3 refuse signed chunks and trailing checksums
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(config.timeout())
                        .retryStrategy(
                                retry -> retry.maxAttempts(config.attempts()).retryOnException(S3Store::isConflict)));
        config.endpoint().ifPresent(builder::endpointOverride);
        config.region().map(Region::of).ifPresent(builder::region);
        return builder.build();
    }

    /** Two writers of one object at the same time; it does not say which was first. */
    private static boolean isConflict(Throwable failure) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == CONFLICT;
    }

    /** One client, created on first use. */
    private static final class LazyClient {
        private final Supplier<S3Client> opening;
        private Optional<S3Client> open = Optional.empty();

        LazyClient(Supplier<S3Client> opening) {
            this.opening = opening;
        }

        synchronized S3Client get() {
            var made = open.orElseGet(opening);
            open = Optional.of(made);
            return made;
        }

        synchronized void close() {
            open.ifPresent(S3Client::close);
            open = Optional.empty();
        }
    }

    /** A request to the bucket would cost a call for each event; a failure shows when something is written. */
    @Override
    public void check() {
        call(client::get);
    }

    @Override
    public Optional<byte[]> read(String name) {
        var request = GetObjectRequest.builder().bucket(bucket).key(key(name)).build();
        return call(() -> {
            try (var stream = client.get().getObject(request)) {
                return Optional.of(bounded(name, stream));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw unusable(e);
            }
        });
    }

    private byte[] bounded(String name, InputStream stream) throws IOException {
        byte[] content = stream.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw new StoreException(name + " in the bucket " + bucket + " has more than " + MOST_BYTES
                    + " bytes; Easel has not written it");
        }
        return content;
    }

    @Override
    public void write(String name, byte[] content, String mediaType) {
        var request =
                put(name, mediaType).cacheControl(ImageStore.CACHE_CONTROL).build();
        call(() -> client.get().putObject(request, RequestBody.fromBytes(content)));
    }

    @Override
    public boolean create(String name, byte[] content, String mediaType) {
        var request = put(name, mediaType).ifNoneMatch("*").build();
        return call(() -> {
            try {
                client.get().putObject(request, RequestBody.fromBytes(content));
                return true;
            } catch (AwsServiceException e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean exists(String name) {
        return call(() -> {
            try {
                client.get().headObject(head -> head.bucket(bucket).key(key(name)));
                return true;
            } catch (NoSuchKeyException e) {
                return false;
            }
        });
    }

    @Override
    public void delete(String name) {
        call(() -> client.get().deleteObject(delete -> delete.bucket(bucket).key(key(name))));
    }

    private PutObjectRequest.Builder put(String name, String mediaType) {
        return PutObjectRequest.builder().bucket(bucket).key(key(name)).contentType(mediaType);
    }

    @Override
    public Optional<URI> address(String name) {
        return Optional.of(call(() -> URI.create(client.get()
                .utilities()
                .getUrl(url -> url.bucket(bucket).key(key(name)))
                .toString())));
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(String name) {
        return config.prefix() + "/" + name;
    }

    private <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw unusable(e);
        }
    }

    private StoreException unusable(Exception cause) {
        return new StoreException(
                "the bucket " + bucket
                        + " cannot be used (easel.store.s3; reading needs s3:GetObject and s3:ListBucket,"
                        + " writing s3:PutObject and s3:DeleteObject): " + cause.getMessage(),
                cause);
    }
}
