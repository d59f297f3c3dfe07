package dev.easel.bench.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The resources that a process uses. Memory, handles and threads come from {@code /proc}, so on Linux only. */
public final class ProcessUse {
    /** See proc_pid_clear_refs(5). */
    private static final String RESET_PEAK = "5";

    private final ProcessHandle process;
    private final Path proc;

    ProcessUse(ProcessHandle process) {
        this.process = process;
        this.proc = Path.of("/proc", Long.toString(process.pid()));
    }

    /** The CPU time so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MB of 2^20 bytes. */
    public double residentMegabytes() {
        return status("VmRSS:") / 1024.0;
    }

    /** The part of the resident memory that no file backs, in MB of 2^20 bytes. */
    public double privateMegabytes() {
        return status("RssAnon:") / 1024.0;
    }

    /** The peak of the resident memory since {@link #resetPeak}, in MB of 2^20 bytes. */
    public double peakMegabytes() {
        return status("VmHWM:") / 1024.0;
    }

    /** Resets {@link #peakMegabytes}. */
    public void resetPeak() {
        try {
            Files.writeString(proc.resolve("clear_refs"), RESET_PEAK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Operating system threads. */
    public int threads() {
        return (int) status("Threads:");
    }

    private long status(String key) {
        try (var lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open file handles, sockets included. */
    public int handles() {
        try (var files = Files.list(proc.resolve("fd"))) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
