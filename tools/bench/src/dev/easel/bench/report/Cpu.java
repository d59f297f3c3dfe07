package dev.easel.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How much of the machine was used while a section ran, and by whom. */
public final class Cpu {

    /**
     * Shares of all cores, from 0 to 1.
     *
     * @param benchmark the process that makes the load
     * @param services what is measured, its start and warm-up included
     * @param everything that ran; if it is much more than the two, something else was in the way
     */
    public record Shares(double benchmark, double services, double everything) {}

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long wall = System.nanoTime();
    private final long own = system.getProcessCpuTime();

    /** Starts to measure. */
    public Cpu() {
        // the load is that since the last question
        system.getCpuLoad();
    }

    /** Since the start, with the time of the services on all cores. */
    public Shares shares(Duration services) {
        double available = (double) (System.nanoTime() - wall) * system.getAvailableProcessors();
        return new Shares(
                rounded((system.getProcessCpuTime() - own) / available),
                rounded(services.toNanos() / available),
                rounded(system.getCpuLoad()));
    }

    private static double rounded(double share) {
        return Math.round(1000 * share) / 1000.0;
    }
}
