package dev.easel.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The CPU use of the machine while a section runs. */
public final class Cpu {

    /**
     * Shares of all cores, from 0 to 1.
     *
     * @param benchmark the process that generates the load
     * @param services the measured services, their start and warm-up included
     * @param everything all processes; if this is much more than the other two, other programs disturbed the measurement
     */
    public record Shares(double benchmark, double services, double everything) {}

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long wall = System.nanoTime();
    private final long own = system.getProcessCpuTime();

    /** Starts to measure. */
    public Cpu() {
        // the bean returns the load since the last call
        system.getCpuLoad();
    }

    /** The shares since the start, given the CPU time of the services. */
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
