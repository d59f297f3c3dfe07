package dev.easel.service;

import dev.easel.fixtures.Fixtures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images and masks as callers have them. */
final class Sources {
    /** 128 by 128 pixels, drawn by the embedded model. */
    static final byte[] SCENE = file(Path.of("docs/images/woman-ball-cat.png"));

    private Sources() {}

    static byte[] file(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] decoderGolden(String name) {
        return file(Fixtures.GOLDENS.resolve("image_decoder").resolve(name));
    }

    static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }

    /** A mask that has some pixels repainted. */
    static byte[] mask(int width, int height, Rectangle repainted) {
        var mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = mask.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fill(repainted);
        brush.dispose();
        return png(mask);
    }

    /** An image of one colour. */
    static byte[] plain(int width, int height) {
        return mask(width, height, new Rectangle(width, height));
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png(BufferedImage image) {
        try {
            var file = new ByteArrayOutputStream();
            ImageIO.write(image, "png", file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
