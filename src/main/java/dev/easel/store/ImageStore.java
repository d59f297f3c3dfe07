package dev.easel.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Keeps images by the digest of their content, and the answers to events by the key of the event. Opens and writes nothing
 * before its first use. Blocks; thread-safe. A failure throws a {@link StoreException}.
 */
public final class ImageStore implements AutoCloseable {
    /** The cache control of images: the name is a digest of the content, so that an image never changes. */
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

    /** The configured store: a bucket if one is named, else a folder. */
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
     * An image in the store.
     *
     * @param name in the store, and at the end of its address
     * @param sha256 the digest of its file, in hexadecimal digits
     */
    public record StoredImage(String name, String sha256) {}

    /** Fails if nothing can be kept, before work is done in vain. */
    public void check() {
        objects.check();
    }

    /**
     * Keeps an image.
     *
     * @param extension the end of its name: png, jpg or webp
     */
    public StoredImage keep(byte[] file, String extension, String mediaType) {
        String digest = DigestUtils.sha256Hex(file);
        var image = new StoredImage(digest + "." + extension, digest);
        objects.write(IMAGES + image.name(), file, mediaType);
        return image;
    }

    /** An image by its name; empty also for an invalid name. */
    public Optional<byte[]> image(String name) {
        return isImageName(name) ? objects.read(IMAGES + name) : Optional.empty();
    }

    /** Whether the store has an image. */
    public boolean hasImage(String name) {
        return isImageName(name) && objects.exists(IMAGES + name);
    }

    private static boolean isImageName(String name) {
        return IMAGE_NAME.matcher(name).matches();
    }

    /**
     * The address of an image for clients.
     *
     * @param name of an image in the store
     * @param own the address of the service's images
     */
    public URI address(String name, URI own) {
        return base.map(prefix -> URI.create(prefix + "/" + name))
                .or(() -> objects.address(IMAGES + name))
                .orElseGet(() -> own.resolve(name));
    }

    /**
     * The answer to an event.
     *
     * @param key 64 hexadecimal digits that identify the event
     */
    public Optional<byte[]> answer(String key) {
        return objects.read(ANSWERS + key + JSON);
    }

    /** Keeps the answer to an event, and returns the one in the store: another's if that one was first. */
    public byte[] keepAnswer(String key, byte[] answer) {
        String name = ANSWERS + key + JSON;
        return objects.create(name, answer, "application/cloudevents+json")
                ? answer
                : objects.read(name).orElse(answer);
    }

    /** Deletes the answer to an event, so that the next one is kept. */
    public void deleteAnswer(String key) {
        objects.delete(ANSWERS + key + JSON);
    }

    @Override
    public void close() {
        objects.close();
    }
}
