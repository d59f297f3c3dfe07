package dev.easel.start;

import dev.easel.hub.HubSettings;
import dev.easel.hub.ModelStore;
import dev.easel.hub.Revision;
import dev.easel.onnx.Dtype;
import dev.easel.onnx.ModelFolder;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What to read ahead: read from the same sources as the service's settings, before the service has read its own, which
 * are then checked.
 *
 * @param models in the order in which they are opened
 * @param threads how many files at a time
 */
record ReadAheadSettings(List<ModelFolder> models, int threads) {
    static final String DEFAULT_THREADS = "2";
    private static final String FIRST = "easel.model";
    private static final String FURTHER = "easel.models.";
    private static final String ID = ".id";

    /** The settings of this process. */
    static ReadAheadSettings ofProcess() {
        return of(ConfigUtils.configBuilder().build());
    }

    static ReadAheadSettings of(SmallRyeConfig config) {
        int threads = config.getOptionalValue("easel.start.read_ahead", Integer.class)
                .orElseGet(() -> Integer.valueOf(DEFAULT_THREADS));
        var further = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(FURTHER) && name.endsWith(ID))
                .map(name -> name.substring(0, name.length() - ID.length()))
                .sorted();
        var models = Stream.concat(Stream.of(FIRST), further)
                .map(key -> model(config, key))
                .toList();
        return new ReadAheadSettings(models, threads);
    }

    private static ModelFolder model(SmallRyeConfig config, String key) {
        var id = config.getOptionalValue(key + ID, String.class).orElse("");
        var revision = config.getOptionalValue(key + ".revision", String.class).orElse("main");
        var cache = config.getOptionalValue(key + ".cache_dir", Path.class)
                .orElseGet(() -> HubSettings.ofProcess().cacheDir());
        var dtype = config.getOptionalValue(key + ".dtype", Dtype.class).orElse(Dtype.AUTO);
        return new ModelFolder(ModelStore.locate(id, new Revision(revision), cache).folder(), dtype);
    }
}
