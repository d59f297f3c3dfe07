package dev.easel.hub;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress as text: a bar that is drawn over itself on a terminal, or a line now and then for a log. */
final class PrintedProgress implements Progress {
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final Style style;
    private long bytes;
    private long there;
    private long fetched;
    private long begunAt = System.nanoTime();
    private long printedAt = begunAt;

    /** How it looks. */
    enum Style {
        /** For people: one line that changes. */
        BAR(Duration.ofMillis(100)),
        /** For logs: a further line at times. */
        LINES(Duration.ofSeconds(10));

        private final Duration pause;

        Style(Duration pause) {
            this.pause = pause;
        }
    }

    PrintedProgress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void begin(long all, long already) {
        bytes = all;
        there = already;
        begunAt = System.nanoTime();
        printedAt = begunAt;
    }

    @Override
    public synchronized void advance(long more) {
        fetched += more;
        if (System.nanoTime() - printedAt >= style.pause.toNanos()) {
            print();
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
        int filled = bytes == 0 ? WIDTH : Math.toIntExact(Math.clamp(WIDTH * (there + fetched) / bytes, 0, WIDTH));
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }

    private String state() {
        double seconds = (System.nanoTime() - begunAt) / 1e9;
        long rate = Math.max(0, Math.round(fetched / Math.max(seconds, 1e-3)));
        long left = bytes - there - fetched;
        var rest = left > 0 && rate > 0 ? ", " + time(left / rate) + " left" : "";
        return String.format(
                Locale.ROOT,
                "%3d %%  %s of %s, %s/s%s",
                bytes == 0 ? 100 : 100 * (there + fetched) / bytes,
                ByteCount.of(there + fetched),
                ByteCount.of(bytes),
                ByteCount.of(rate),
                rest);
    }

    private static String time(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    @Override
    public synchronized void say(String line) {
        out.println(style == Style.BAR ? CLEAR + line : line);
        out.flush();
    }

    @Override
    public synchronized void end() {
        print();
        if (style == Style.BAR) {
            out.println();
        }
    }
}
