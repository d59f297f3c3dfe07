package dev.easel.bench.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * Prints sections, and writes each to a file.
 *
 * @param folder the folder of the files
 */
public record Report(Path folder, Machine machine, String commit) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A report about this machine and this commit. */
    public static Report into(Path folder) {
        return new Report(folder, Machine.here(), Commit.current());
    }

    /** Prints the tables of a section, and writes its file. */
    public void add(String section, String about, Ledger ledger, Cpu.Shares cpu) {
        System.out.printf("%n%s: %s%n%n%s%n", section, about, Table.of(ledger));
        ledger.notes().forEach(note -> System.out.println("  " + note));
        ledger.checks()
                .forEach(check ->
                        System.out.println((check.holds() ? "  holds: " : "  DOES NOT HOLD: ") + check.claim()));
        System.out.printf(
                Locale.ROOT,
                "  cores used: %.0f %% by everything, %.0f %% by the services, %.1f %% by the benchmark itself%n",
                100 * cpu.everything(),
                100 * cpu.services(),
                100 * cpu.benchmark());
        write(section, about, ledger, cpu);
    }

    private void write(String section, String about, Ledger ledger, Cpu.Shares cpu) {
        var data = new LinkedHashMap<String, Object>();
        data.put("section", section);
        data.put("about", about);
        data.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        data.put("commit", commit);
        data.put("machine", machine);
        data.put("cpu", cpu);
        data.put("notes", ledger.notes());
        data.put("checks", ledger.checks());
        data.put("rows", ledger.data());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(section + ".json"), JSON.writeValueAsString(data) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
