package dev.easel.hub.pull;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints how a pull proceeds: as a bar that is redrawn on a terminal, or as a line from time to time in a log. Safe for any
 * number of threads.
 */
final class Progress {
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private final PrintStream out;
    private final Style style;
    private long total;
    private long present;
    private long fetched;
    private long begunAt = System.nanoTime();
    private long printedAt = begunAt;

    /** How it looks. */
    enum Style {
        /** For people: one line that changes. */
        BAR(Duration.ofMillis(100)),
        /** For logs: a new line each time. */
        LINES(Duration.ofSeconds(10));

        private final Duration pause;

        Style(Duration pause) {
            this.pause = pause;
        }
    }

    Progress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** The pull begins, with this many bytes of all files, some of them present. */
    synchronized void begin(long bytes, long alreadyPresent) {
        total = bytes;
        present = alreadyPresent;
        begunAt = System.nanoTime();
        printedAt = begunAt;
    }

    /** Bytes have arrived or, as a negative number, must be fetched again. */
    synchronized void advance(long bytes) {
        fetched += bytes;
        if (System.nanoTime() - printedAt >= style.pause.toNanos()) {
            print();
        }
    }

    /** Prints a line to read. */
    synchronized void say(String line) {
        out.println(style == Style.BAR ? CLEAR + line : line);
        out.flush();
    }

    /** The pull has ended, successfully or not. */
    synchronized void end() {
        print();
        if (style == Style.BAR) {
            out.println();
        }
    }

    private void print() {
        printedAt = System.nanoTime();
        if (style == Style.BAR) {
            out.print(CLEAR + bar() + " " + state());
        } else {
            out.println(state());
        }
        out.flush();
    }

    private String bar() {
        int filled = total == 0 ? WIDTH : Math.toIntExact(Math.clamp(WIDTH * (present + fetched) / total, 0, WIDTH));
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }

    private String state() {
        double seconds = (System.nanoTime() - begunAt) / 1e9;
        long rate = Math.max(0, Math.round(fetched / Math.max(seconds, 1e-3)));
        long left = total - present - fetched;
        return String.format(
                Locale.ROOT,
                "%3d %%  %s of %s, %s/s%s",
                total == 0 ? 100 : 100 * (present + fetched) / total,
                bytes(present + fetched),
                bytes(total),
                bytes(rate),
                left > 0 && rate > 0 ? ", " + time(left / rate) + " left" : "");
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** A size in decimal units, such as {@code 23.8 GB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes / 1000.0;
        int unit = 0;
        while (size >= 999.95 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
