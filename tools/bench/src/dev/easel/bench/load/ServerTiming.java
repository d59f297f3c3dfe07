package dev.easel.bench.load;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The header {@code Server-Timing} of an image, in milliseconds.
 *
 * @param queue from submission to the first work on the job
 * @param encode encoding of the prompts
 * @param denoise all denoise steps
 * @param decode from latents to pixels
 * @param image from pixels to a file
 */
public record ServerTiming(double queue, double encode, double denoise, double decode, double image) {
    private static final Pattern PART = Pattern.compile("(\\w+);dur=([0-9.]+)");

    /** Parses the header; a missing part is NaN. */
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

    /** The time from submission to the first denoise step. */
    public double firstStepWait() {
        return queue + encode;
    }

    /** The sum of all parts. */
    public double total() {
        return queue + encode + denoise + decode + image;
    }
}
