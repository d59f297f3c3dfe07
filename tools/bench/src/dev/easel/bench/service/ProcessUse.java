package dev.easel.bench.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process takes of the machine. Memory, handles and threads are read from {@code /proc}, so on Linux only. */
public final class ProcessUse {
    /** As proc_pid_clear_refs(5) has it. */
    private static final String RESET_PEAK = "5";

    private final ProcessHandle process;
    private final Path proc;

    ProcessUse(ProcessHandle process) {
        this.process = process;
        this.proc = Path.of("/proc", Long.toString(process.pid()));
    }

    /** Time on all cores so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MB of 2^20 bytes. */
    public double residentMegabytes() {
        return status("VmRSS:") / 1024.0;
    }

    /** The part of it that no file backs, in MB of 2^20 bytes. */
    public double privateMegabytes() {
        return status("RssAnon:") / 1024.0;
    }

    /** The most resident memory since {@link #forgetPeak}, in MB of 2^20 bytes. */
    public double peakMegabytes() {
        return status("VmHWM:") / 1024.0;
    }

    /** Lets {@link #peakMegabytes} begin anew. */
    public void forgetPeak() {
        try {
            Files.writeString(proc.resolve("clear_refs"), RESET_PEAK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Threads of the operating system. */
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
