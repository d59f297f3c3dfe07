package dev.easel.hub;

import java.util.regex.Pattern;

/**
 * A model's id on the Hub, such as {@code black-forest-labs/FLUX.1-dev}.
 *
 * @param organization its owner, a user or an organization, at most 96 characters
 * @param name its name, at most 96 characters
 */
public record HubId(String organization, String name) {
    private static final int LONGEST = 96;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?");

    /**
     * An id under the Hub's rules, which also keep a path from being an id.
     *
     * @throws HubException if a part breaks the Hub's rules
     */
    public HubId {
        if (!isPart(organization) || !isPart(name) || name.endsWith(".git")) {
            throw new HubException("'" + organization + "/" + name + "' is no model id of the Hub;"
                    + " expected organization/name, of letters, digits, '-', '_' and '.'");
        }
    }

    /**
     * Parses {@code organization/name}.
     *
     * @throws HubException if it is something else
     */
    public static HubId parse(String id) {
        int slash = id.indexOf('/');
        return new HubId(slash < 0 ? "" : id.substring(0, slash), id.substring(slash + 1));
    }

    private static boolean isPart(String part) {
        return part.length() <= LONGEST && PART.matcher(part).matches() && !part.contains("--") && !part.contains("..");
    }

    /** The model's folder in a cache: {@code models--organization--name}. */
    String folder() {
        return "models--" + organization + "--" + name;
    }

    @Override
    public String toString() {
        return organization + "/" + name;
    }
}
