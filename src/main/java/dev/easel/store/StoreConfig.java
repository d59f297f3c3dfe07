package dev.easel.store;

import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@code easel.store}: where the answers to events are kept, and the images that are too large for events. */
@ConfigMapping(prefix = "easel.store", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface StoreConfig {

    /**
     * The folder, unless there is a bucket; otherwise {@code .cache/easel/images} of the user's home. What is old in its folders
     * {@code images} and {@code answers}, and named as Easel names it, is deleted.
     */
    Optional<Path> folder();

    /** How long a file of the folder is kept. */
    @WithDefault("24h")
    Duration maxAge();

    /** How much the folder may hold, from 128M on; beyond it the oldest files are deleted. */
    @WithDefault("1G")
    MemorySize maxBytes();

    /** Where callers get images, without the image's name. */
    Optional<URI> url();

    /** {@code easel.store.s3}. */
    S3 s3();

    /** A bucket of S3, or of a service with the same API. Credentials are found as the AWS SDK finds them. */
    interface S3 {

        /** The bucket; with one the folder is not used. */
        Optional<String> bucket();

        /** What precedes every name in the bucket, without a slash at its end. */
        @WithDefault("easel")
        String prefix();

        /** The address of a service other than AWS. */
        Optional<URI> endpoint();

        /** The region; else as the AWS SDK finds it. */
        Optional<String> region();

        /** Whether the bucket is a part of the path and not of the host's name, as most services but AWS need it. */
        @WithDefault("false")
        boolean pathStyle();

        /** How long one attempt of a call may take. */
        @WithDefault("10s")
        Duration timeout();

        /** How often a call is attempted that fails for a reason that may pass. */
        @WithDefault("3")
        int attempts();
    }

    /** Holds the settings to their limits. */
    static void check(StoreConfig store, Limits limits) {
        limits.positive("max_age", store.maxAge())
                // room for two of the largest files, so that no image makes way for its own answer
                .require(
                        "max_bytes",
                        store.maxBytes().asLongValue() >= 2L * ObjectStore.MOST_BYTES,
                        "must be at least 128M, as one file may have 64M");
        limits.in("s3")
                .positive("timeout", store.s3().timeout())
                .between("attempts", store.s3().attempts(), 1, 10);
    }
}
