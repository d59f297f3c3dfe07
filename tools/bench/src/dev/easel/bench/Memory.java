package dev.easel.bench;

import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Trend;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import dev.easel.bench.service.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether memory, handles and threads grow with the number of images. */
final class Memory implements Section {
    private static final int GENERATIONS = 10_000;
    private static final int PORTIONS = 100;
    private static final int CALLERS = 8;
    private static final int WARM_UP = 300;
    /** By then the last answers are sent; the callers' connections stay open, at the start and at the end. */
    private static final Duration REST = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "by default " + GENERATIONS + " images of 1 and 2 steps, embedded model, " + CALLERS
                + " callers; resident memory of the process after each hundredth of them; the heap has a fixed size and"
                + " is touched at the start, so that it does not grow";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        var settings = Settings.of(Model.EMBEDDED)
                .batching(Workbench.SHIPPED)
                .option("-Xms256m")
                .option("-Xmx256m")
                .option("-XX:+AlwaysPreTouch");
        try (var target = workbench.fleet().warm(settings, workbench.effort().count(WARM_UP))) {
            int portion = workbench.effort().count(GENERATIONS / PORTIONS);
            Thread.sleep(REST);
            use(target, "start", ledger);
            var points = generate(target, portion, ledger);
            Thread.sleep(REST);
            use(target, "end", ledger);
            trend(points, ledger);
        }
        return ledger;
    }

    private static List<Trend.Point> generate(Target target, int portion, Ledger ledger) throws InterruptedException {
        var points = new ArrayList<Trend.Point>();
        long lost = 0;
        for (int i = 1; i <= PORTIONS; i++) {
            var loop = ClosedLoop.run(
                    target.crowd(),
                    CALLERS,
                    Model.EMBEDDED.orders(portion, List.of(1, 2)).toList());
            lost += loop.samples().size() - Sample.images(loop.samples());
            double resident = target.service().use().residentMegabytes();
            points.add(new Trend.Point(i * portion / 1000.0, resident));
            ledger.add(Case.of("pictures", tenth(i) * PORTIONS / 10 * portion), "resident MB", resident);
        }
        ledger.check("all " + PORTIONS * portion + " requests got an image", lost == 0);
        return points;
    }

    /** The tenth of the run, from 1; the table has a row for each. */
    private static int tenth(int portion) {
        return (portion * 10 + PORTIONS - 1) / PORTIONS;
    }

    private static void use(Target target, String when, Ledger ledger) throws InterruptedException {
        var row = Case.of("at the", when);
        var use = target.service().use();
        ledger.add(row, "resident MB", use.residentMegabytes());
        ledger.add(row, "of the JVM MB", target.service().metrics().jvmMegabytes());
        ledger.add(row, "handles", use.handles());
        ledger.add(row, "threads", use.threads());
    }

    private static void trend(List<Trend.Point> points, Ledger ledger) {
        var last = points.subList(points.size() / 2, points.size());
        ledger.add(Case.of("slope of", "all"), "MB per 1000 pictures", Trend.slope(points));
        ledger.add(Case.of("slope of", "last half"), "MB per 1000 pictures", Trend.slope(last));
    }
}
