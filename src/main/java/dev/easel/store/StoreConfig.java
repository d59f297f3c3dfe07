package dev.easel.store;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code easel.store}: the store of answers to events, and of images that are too large for events. */
@ConfigMapping(prefix = "easel.store", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface StoreConfig {

    /**
     * The folder, if no bucket is configured; by default {@code .cache/easel/images} in the user's home. Old files of Easel in
     * its folders {@code images} and {@code answers} are deleted.
     */
    Optional<Path> folder();

    /** How long files in the folder are kept. */
    @WithDefault("24h")
    Duration maxAge();

    /** The most bytes in the folder, at least 128M; beyond it the oldest files are deleted. */
    @WithDefault("1G")
    MemorySize maxBytes();

    /** The address where clients get images, without the image's name. */
    Optional<URI> url();

    /** {@code easel.store.s3}. */
    S3 s3();

    /** A bucket of S3, or of a compatible service. The AWS SDK finds the credentials. */
    interface S3 {

        /** The bucket; if there is one the folder is not used. */
        Optional<String> bucket();

        /** The prefix of every name in the bucket, without a slash at its end. */
        @WithDefault("easel")
        String prefix();

        /** The address of a service other than AWS. */
        Optional<URI> endpoint();

        /** The region; by default the AWS SDK finds it. */
        Optional<String> region();

        /** Whether the bucket is part of the path rather than the host name; most services other than AWS need that. */
        @WithDefault("false")
        boolean pathStyle();

        /** The timeout of one attempt of a call. */
        @WithDefault("10s")
        Duration timeout();

        /** The attempts of a call that fails for a transient reason. */
        @WithDefault("3")
        int attempts();
    }

    /** Validates the settings. */
    static void check(StoreConfig store, Limits limits) {
        limits.positive("max_age", store.maxAge())
                // room for two of the largest files, so that no image is deleted for its own answer
                .require(
                        "max_bytes",
                        store.maxBytes().asLongValue() >= 2L * ObjectStore.MOST_BYTES,
                        "must be at least 128M, as one file may have 64M");
        limits.in("s3")
                .positive("timeout", store.s3().timeout())
                .between("attempts", store.s3().attempts(), 1, 10);
    }
}
