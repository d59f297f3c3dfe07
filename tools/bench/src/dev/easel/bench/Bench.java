package dev.easel.bench;

import dev.easel.bench.report.Cpu;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Report;
import dev.easel.bench.service.Fleet;
import java.nio.file.Path;
import java.util.List;

/** {@code ./easel bench}: measures the packaged service through HTTP, and its parts in this process. */
public final class Bench {
    private static final Path RESULTS = Path.of("bench/results");
    private static final Path TRIALS = Path.of("target/bench");

    private Bench() {}

    static List<Section> sections() {
        return List.of(
                new Latency(),
                new Split(),
                new Overhead(),
                new BatchRows(),
                new Throughput(),
                new Priority(),
                new Goodput(),
                new AdmissionWait(),
                new Start(),
                new LoraSwitch(),
                new Footprint(),
                new Memory());
    }

    /** Runs the named sections, or all. The exit code is 1 if a check fails, 2 if an argument is wrong. */
    public static void main(String... words) throws InterruptedException {
        boolean holds;
        try {
            holds = run(Arguments.parse(sections(), words));
        } catch (IllegalArgumentException e) {
            System.err.println("easel bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(holds ? 0 : 1);
    }

    private static boolean run(Arguments arguments) throws InterruptedException {
        // a trial must not overwrite the kept results
        var report = Report.into(arguments.quick() ? TRIALS : RESULTS);
        System.out.printf("%s%ncommit %s%n", report.machine().text(), report.commit());
        boolean holds = true;
        for (var section : arguments.sections()) {
            System.err.println("easel bench: " + section.name());
            holds &= run(section, arguments.effort(), report);
        }
        System.out.println("\nwritten to " + report.folder());
        return holds;
    }

    private static boolean run(Section section, Effort effort, Report report) throws InterruptedException {
        Ledger ledger;
        Cpu.Shares shares;
        try (var fleet = new Fleet(effort.share())) {
            var cpu = new Cpu();
            ledger = section.measure(new Workbench(fleet, effort));
            shares = cpu.shares(fleet.cpu());
        }
        report.add(section.name(), section.about(), ledger, shares);
        return ledger.checks().stream().allMatch(Ledger.Check::holds);
    }
}
