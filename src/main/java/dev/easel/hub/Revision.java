package dev.easel.hub;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A version of a model: a branch, a tag, a reference such as {@code refs/pr/1}, or a commit.
 *
 * @param name at most 200 characters; a commit is 40 hexadecimal digits in lower case
 */
public record Revision(String name) {
    private static final int LONGEST = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/+@-]+");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** The default branch. Declared after the patterns that its constructor needs. */
    public static final Revision MAIN = new Revision("main");

    /**
     * A revision that names a file below {@code refs}, and never one outside it.
     *
     * @throws HubException if it cannot be a branch, tag or commit
     */
    public Revision {
        boolean valid = name.length() <= LONGEST
                && NAME.matcher(name).matches()
                && Arrays.stream(name.split("/", -1)).allMatch(Revision::isPart);
        if (!valid) {
            throw new HubException("'" + name + "' is no revision; expected a branch, a tag or a commit");
        }
    }

    private static boolean isPart(String part) {
        return !part.isEmpty() && !part.startsWith(".") && !part.contains("..");
    }

    /** Whether it is a commit, and not a branch or tag that can move. */
    public boolean isCommit() {
        return isCommit(name);
    }

    /** Whether a text is a commit: 40 hexadecimal digits in lower case. */
    public static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
