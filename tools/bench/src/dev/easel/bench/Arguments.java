package dev.easel.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line: {@code [--quick] [--rounds N] [section...]}.
 *
 * @param sections the named ones, or all if none is named
 * @param quick whether this run only tries out the benchmark
 */
record Arguments(List<Section> sections, Effort effort, boolean quick) {

    static Arguments parse(List<Section> known, String... words) {
        var chosen = new ArrayList<Section>();
        boolean quick = List.of(words).contains("--quick");
        var effort = quick ? Effort.QUICK : Effort.FULL;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--rounds")) {
                effort = effort.withRounds(rounds(words, ++i));
            } else if (!words[i].equals("--quick")) {
                chosen.add(section(known, words[i]));
            }
        }
        return new Arguments(chosen.isEmpty() ? known : List.copyOf(chosen), effort, quick);
    }

    private static int rounds(String[] words, int at) {
        if (at < words.length && words[at].matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(words[at]);
        }
        throw new IllegalArgumentException("--rounds needs a number from 1 to 9999");
    }

    private static Section section(List<Section> known, String name) {
        return known.stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no section '" + name + "'; expected one of "
                        + String.join(", ", known.stream().map(Section::name).toList())));
    }
}
