package dev.easel.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of the machine was used while a section ran, by all and by the benchmark's own process. */
public final class Cpu {

    /**
     * Shares of all cores, from 0 to 1.
     *
     * @param benchmark the process that makes the load
     * @param machine everything that ran
     */
    public record Shares(double benchmark, double machine) {}

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long wall = System.nanoTime();
    private final long own = system.getProcessCpuTime();

    /** Starts to measure. */
    public Cpu() {
        // the load is that since the last question
        system.getCpuLoad();
    }

    /** Since the start. */
    public Shares shares() {
        double available = (double) (System.nanoTime() - wall) * system.getAvailableProcessors();
        return new Shares(
                Math.round(1000 * (system.getProcessCpuTime() - own) / available) / 1000.0,
                Math.round(1000 * system.getCpuLoad()) / 1000.0);
    }
}
