package dev.easel.bench;

import dev.easel.bench.load.Order;
import dev.easel.bench.load.Sample;
import dev.easel.bench.report.Case;
import dev.easel.bench.report.Ledger;
import dev.easel.bench.report.Quantiles;
import dev.easel.bench.service.Model;
import dev.easel.bench.service.Settings;
import dev.easel.bench.service.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How much memory {@code offload}, {@code memory_optimization} and float16 graphs save, and how much time they cost. */
final class Footprint implements Section {
    private static final Path COPIES = Path.of("target/footprint");
    private static final int ROUNDS = 3;
    private static final int IMAGES = 20;
    private static final int SIZE = 2 * Model.EMBEDDED.size();
    private static final int STEPS = 4;
    private static final Duration REST = Duration.ofSeconds(2);

    /** One configuration of the service. */
    private record Variant(String model, String settings, Settings service) {
        Variant with(String name, String variable, Object value) {
            return new Variant(model, name, service.with(variable, value));
        }

        Case row() {
            return Case.of("model", model).and("settings", settings);
        }
    }

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "a fresh process in each of " + ROUNDS + " rounds; MB of 2^20 bytes when it is ready, the peak during "
                + IMAGES + " images (" + SIZE + "x" + SIZE + ", " + STEPS + " steps, one caller) and "
                + REST.toSeconds()
                + " s after them; private memory is what no file backs. The heap is fixed and touched at the start, and the"
                + " JVM compiles with C1 only, so that the JVM itself makes no difference";
    }

    @Override
    public Ledger measure(Workbench workbench) throws InterruptedException {
        var ledger = new Ledger();
        var variants = variants(ledger);
        int rounds = Math.min(ROUNDS, workbench.effort().rounds());
        for (int round = 0; round < rounds; round++) {
            for (var variant : variants) {
                try (var target = workbench.fleet().warm(variant.service(), 1)) {
                    measure(target, variant.row(), workbench.effort().count(IMAGES), ledger);
                }
            }
        }
        return ledger;
    }

    private static void measure(Target target, Case row, int images, Ledger ledger) throws InterruptedException {
        Thread.sleep(REST);
        var use = target.service().use();
        ledger.add(row, "ready: private", use.privateMegabytes());
        use.resetPeak();
        var samples = IntStream.range(0, images)
                .mapToObj(_ -> target.crowd().first().send(Order.of(SIZE, STEPS)))
                .toList();
        ledger.add(row, "during: resident", use.peakMegabytes());
        Thread.sleep(REST);
        ledger.add(row, "after: resident", use.residentMegabytes());
        ledger.add(row, "after: private", use.privateMegabytes());
        ledger.add(row, "p50 ms", Quantiles.quantile(Sample.latencies(samples), 0.5));
        ledger.check(
                row.labels().values() + ": all " + images + " requests got an image", Sample.images(samples) == images);
    }

    private static List<Variant> variants(Ledger ledger) {
        var variants = new ArrayList<Variant>();
        var shipped = new Variant("embedded", "as shipped", settings());
        variants.add(shipped);
        variants.add(offloading(shipped));
        variants.add(optimizing(shipped, "memory_optimization"));
        variants.add(optimizing(offloading(shipped), "both"));
        copy("float16", ledger).ifPresent(variants::add);
        copy("large encoder", ledger).ifPresent(large -> {
            variants.add(large);
            variants.add(offloading(large));
        });
        return variants;
    }

    private static Variant offloading(Variant variant) {
        return variant.with("offload", "EASEL_MODEL_OFFLOAD", true);
    }

    private static Variant optimizing(Variant variant, String name) {
        return variant.with(name, "EASEL_MODEL_MEMORY_OPTIMIZATION", true);
    }

    /** The embedded model in another form, if its folder exists. */
    private static Optional<Variant> copy(String name, Ledger ledger) {
        var folder = COPIES.resolve(name.replace(' ', '-'));
        if (!Files.isDirectory(folder)) {
            ledger.note("skipped: there is no " + folder
                    + "; make it in tools/scenes-model: python -m release.variants " + COPIES);
            return Optional.empty();
        }
        return Optional.of(new Variant(name, "as shipped", settings().with("EASEL_MODEL_ID", folder.toString())));
    }

    private static Settings settings() {
        return Settings.of(Model.EMBEDDED)
                .option("-Xms256m")
                .option("-Xmx256m")
                .option("-XX:+AlwaysPreTouch")
                .option("-XX:TieredStopAtLevel=1");
    }
}
