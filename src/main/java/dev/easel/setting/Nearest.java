package dev.easel.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which of several names is meant by a misspelt one. */
final class Nearest {
    private Nearest() {}

    /** The name with the fewest edits, if those are at most a third of it, or if one name begins with the other. */
    static Optional<String> of(String misspelt, Collection<String> names) {
        String word = letters(misspelt);
        return names.stream()
                .filter(name -> isNear(word, letters(name)))
                .min(Comparator.comparingInt((String name) -> edits(word, letters(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Without what spellings differ in: {@code cacheDir}, {@code cache-dir}, {@code cache_dir}. */
    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_\"]", "");
    }

    private static boolean isNear(String misspelt, String name) {
        int shorter = Math.min(name.length(), misspelt.length());
        boolean begins = shorter >= 2 && (misspelt.startsWith(name) || name.startsWith(misspelt));
        return begins || edits(misspelt, name) <= Math.max(1, name.length() / 3);
    }

    /** Letters to insert, delete, replace, or exchange with the next one. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, from, i, to, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int fewest(int[][] edits, String from, int i, String to, int j) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean exchanged =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return exchanged ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
