package dev.easel.image.file;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;

/** Changes the chunks of a PNG file and corrects their checksums. */
final class PngEdit {
    private final List<Chunk> chunks;

    private PngEdit(List<Chunk> chunks) {
        this.chunks = chunks;
    }

    static PngEdit of(byte[] file) {
        return new PngEdit(new ArrayList<>(Chunk.ofPng(file)));
    }

    PngEdit replace(String type, UnaryOperator<byte[]> edit) {
        chunks.replaceAll(chunk -> chunk.name().equals(type) ? new Chunk(type, edit.apply(chunk.data())) : chunk);
        return this;
    }

    /** Adds a chunk after the header. */
    PngEdit insert(String type, byte[] data) {
        chunks.add(1, new Chunk(type, data));
        return this;
    }

    byte[] toByteArray() {
        var file = new PngChunks();
        chunks.forEach(chunk -> file.add(chunk.name(), chunk.data()));
        return file.toByteArray();
    }

    /** This many zeros, compressed. */
    static byte[] deflated(int zeros) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new Deflater()) {
            deflater.setInput(new byte[zeros]);
            deflater.finish();
            byte[] buffer = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return out.toByteArray();
    }
}
