package dev.easel.setting;

import io.smallrye.config.SmallRyeConfig;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;

/** Which configuration runs: SHA-256 over the settings in force, wherever they come from. */
public final class ConfigDigest {
    private static final String PREFIX = "easel.";
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|token|password|credential).*");

    /** Where things lie on this machine, which changes no image. */
    private static final Set<String> OF_THE_MACHINE = Set.of("easel.config", "easel.package", "easel.natives");

    private ConfigDigest() {}

    /** 64 hexadecimal digits. Secrets are left out, so that nobody can guess one and compare. */
    public static String of(SmallRyeConfig config) {
        var settings = new TreeMap<String, String>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX) && !OF_THE_MACHINE.contains(name))
                .filter(name -> !SECRET.matcher(name).matches())
                .forEach(name -> settings.put(
                        name,
                        Objects.requireNonNullElse(config.getConfigValue(name).getValue(), "")));
        var digest = DigestUtils.getSha256Digest();
        settings.forEach((name, value) -> digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
