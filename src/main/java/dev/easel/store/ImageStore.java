package dev.easel.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Keeps images under names that tell their content, and the answers to events under names that tell the event. Opens
 * nothing and writes nothing before it is used. Blocks; thread-safe. What fails throws a {@link StoreException}.
 */
public final class ImageStore implements AutoCloseable {
    /** What HTTP is told of images: a name tells the content, so that what has the name never changes. */
    public static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    private static final String IMAGES = "images/";
    private static final String ANSWERS = "answers/";
    private static final String JSON = ".json";
    private static final Pattern IMAGE_NAME = Pattern.compile("[0-9a-f]{64}\\.(png|jpg|webp)");

    private final ObjectStore objects;
    private final Optional<String> base;

    ImageStore(ObjectStore objects, Optional<URI> base) {
        this.objects = objects;
        this.base = base.map(uri -> uri.toString().replaceFirst("/+$", ""));
    }

    /** The store that is configured: a bucket if one is named, else a folder. */
    public static ImageStore of(StoreConfig config) {
        return new ImageStore(
                config.s3()
                        .bucket()
                        .<ObjectStore>map(bucket -> new S3Store(config.s3(), bucket))
                        .orElseGet(() -> new FolderStore(
                                config.folder().orElseGet(ImageStore::cache),
                                new Retention(
                                        config.maxAge(), config.maxBytes().asLongValue(), InstantSource.system()))),
                config.url());
    }

    private static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "easel", "images");
    }

    /**
     * An image that is kept.
     *
     * @param name in the store, and at the end of its address
     * @param sha256 of its file, in hexadecimal digits
     */
    public record StoredImage(String name, String sha256) {}

    /** Fails if nothing can be kept, before work is done for nothing. */
    public void check() {
        objects.check();
    }

    /**
     * Keeps an image.
     *
     * @param extension what its name ends with: png, jpg or webp
     */
    public StoredImage keep(byte[] file, String extension, String mediaType) {
        String digest = DigestUtils.sha256Hex(file);
        var image = new StoredImage(digest + "." + extension, digest);
        objects.write(IMAGES + image.name(), file, mediaType);
        return image;
    }

    /** An image by its name; empty also for what cannot be a name. */
    public Optional<byte[]> image(String name) {
        return isImageName(name) ? objects.read(IMAGES + name) : Optional.empty();
    }

    /** Whether an image is still kept. */
    public boolean hasImage(String name) {
        return isImageName(name) && objects.exists(IMAGES + name);
    }

    private static boolean isImageName(String name) {
        return IMAGE_NAME.matcher(name).matches();
    }

    /**
     * Where callers get an image.
     *
     * @param name of an image that is kept
     * @param own where this service serves images
     */
    public URI address(String name, URI own) {
        return base.map(prefix -> URI.create(prefix + "/" + name))
                .or(() -> objects.address(IMAGES + name))
                .orElseGet(() -> own.resolve(name));
    }

    /**
     * The answer to an event.
     *
     * @param key 64 hexadecimal digits that name the event
     */
    public Optional<byte[]> answer(String key) {
        return objects.read(ANSWERS + key + JSON);
    }

    /** Keeps the answer to an event, and returns the one that is kept: another's if that one was first. */
    public byte[] keepAnswer(String key, byte[] answer) {
        String name = ANSWERS + key + JSON;
        return objects.create(name, answer, "application/cloudevents+json")
                ? answer
                : objects.read(name).orElse(answer);
    }

    /** Makes the next answer to an event the first one. */
    public void deleteAnswer(String key) {
        objects.delete(ANSWERS + key + JSON);
    }

    @Override
    public void close() {
        objects.close();
    }
}
