package dev.easel.gpu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The GPUs of the machine that CUDA lets a process use, by {@code CUDA_VISIBLE_DEVICES}: indexes or ids, separated by commas,
 * up to the first unknown one. Ids may be abbreviated. Indexes are in the order of the PCI bus; CUDA uses this order if {@code
 * CUDA_DEVICE_ORDER} is {@code PCI_BUS_ID}, or if all GPUs are alike.
 */
final class VisibleGpus {
    private VisibleGpus() {}

    /** A GPU and its id, such as {@code GPU-8f6d…}. */
    record Identified(Gpu gpu, String id) {}

    /** The GPUs that the variable names; all of them if it is not set. */
    static List<Gpu> of(Optional<String> variable, List<Identified> gpus) {
        return variable.map(words -> named(words, gpus))
                .orElseGet(() -> gpus.stream().map(Identified::gpu).toList());
    }

    private static List<Gpu> named(String words, List<Identified> gpus) {
        return Arrays.stream(words.split(",", -1))
                .map(word -> gpus.stream()
                        .filter(named(word.strip()))
                        .map(Identified::gpu)
                        .findFirst())
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Predicate<Identified> named(String word) {
        if (word.matches("\\d{1,3}")) {
            return gpu -> gpu.gpu().index() == Integer.parseInt(word);
        }
        return gpu -> word.startsWith("GPU-") && gpu.id().startsWith(word);
    }
}
