package dev.easel.hub;

import java.util.Arrays;

/**
 * A file of a repository on the Hub.
 *
 * @param path its path below the repository, with {@code /}
 * @param size in bytes
 * @param checksum the expected checksum of its content
 */
public record RemoteFile(String path, long size, Checksum checksum) {
    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_NAME = 255;
    /** 2 TiB, far above what a server can hold. */
    private static final long LARGEST = 1L << 41;

    /**
     * A file that stays within its target folder, whatever the server lists.
     *
     * @throws HubException if its name leads elsewhere or its size is impossible
     */
    public RemoteFile {
        if (!isSafe(path)) {
            throw new HubException("the Hub lists a file that is refused for its name: '" + printable(path) + "'");
        }
        if (size < 0 || size > LARGEST) {
            throw new HubException("the Hub lists " + path + " with the impossible size " + size);
        }
    }

    /** Whether a path stays within its target folder. */
    static boolean isSafe(String path) {
        return path.length() <= LONGEST_PATH
                && Arrays.stream(path.split("/", -1)).allMatch(RemoteFile::isName);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(RemoteFile::isForbidden);
    }

    /** A backslash or colon is part of a path on some systems. */
    private static boolean isForbidden(int character) {
        return character == '\\' || character == ':' || Character.isISOControl(character);
    }

    private static String printable(String text) {
        var shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
