package dev.easel.bench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The header {@code Server-Timing} of a picture, in milliseconds.
 *
 * @param queue from submission to the first work on it
 * @param encode the prompts
 * @param denoise all steps
 * @param decode latents to pixels
 * @param image pixels to a file
 */
public record ServerTiming(double queue, double encode, double denoise, double decode, double image) {
    private static final Pattern PART = Pattern.compile("(\\w+);dur=([0-9.]+)");

    /** Reads the header; a part that it lacks is not a number. */
    public static ServerTiming parse(String header) {
        Map<String, Double> parts = new HashMap<>();
        var matcher = PART.matcher(header);
        while (matcher.find()) {
            parts.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
        return new ServerTiming(
                parts.getOrDefault("queue", Double.NaN),
                parts.getOrDefault("encode", Double.NaN),
                parts.getOrDefault("denoise", Double.NaN),
                parts.getOrDefault("decode", Double.NaN),
                parts.getOrDefault("image", Double.NaN));
    }

    /** From submission to the first denoise step. */
    public double firstStepWait() {
        return queue + encode;
    }

    /** All of it. */
    public double total() {
        return queue + encode + denoise + decode + image;
    }
}
