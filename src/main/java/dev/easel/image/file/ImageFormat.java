package dev.easel.image.file;

/** The file formats of input and output images. */
public enum ImageFormat {
    /** Lossless, up to 2,147,483,647 pixels a side. */
    PNG("image/png", "png"),
    /** Lossy, up to 65,500 pixels a side. */
    JPEG("image/jpeg", "jpg"),
    /** Lossy here, up to 16,383 pixels a side. */
    WEBP("image/webp", "webp");

    private final String mediaType;
    private final String extension;

    ImageFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The media type as HTTP names it, such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** The usual end of a file name, without the dot. */
    public String extension() {
        return extension;
    }
}
