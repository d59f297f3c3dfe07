package dev.easel.pipeline;

import dev.easel.hub.HubSettings;
import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.RunListener;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.onnx.SessionHost;
import java.time.Duration;
import java.util.Optional;

/** Opens the pipeline that a model folder asks for. */
public final class Pipelines {
    private Pipelines() {}

    /**
     * Where a model is, and what callers call it.
     *
     * @param name the name; empty for its folder's, or for the last part of its id in the Hub
     * @throws dev.easel.hub.HubException if there is no such folder, or no such model was pulled
     */
    public static ModelFolder locate(ModelSettings settings, Optional<String> name) {
        var cache = settings.cacheDir().orElseGet(() -> HubSettings.ofProcess().cacheDir());
        var model = LocalModel.locate(settings.id(), new Revision(settings.revision()), cache);
        return new ModelFolder(name.orElse(model.name()), model.folder(), settings.dtype());
    }

    /**
     * Loads the native libraries, unless they are; opening a model does it otherwise. One that cannot be loaded is told when
     * a model is opened. Any thread may begin with it before there is anything to open.
     *
     * @return how long loading took
     */
    public static Duration loadLibraries() {
        return LoadedLibraries.time();
    }

    /**
     * Opens a model on the configured device.
     *
     * @param folder the model, by the name that callers call it
     * @param settings how it is opened
     * @param runtime the device
     * @param listener hears of each forward pass
     * @throws ModelException if the folder cannot be served
     * @throws dev.easel.onnx.DeviceException if the device cannot be used
     */
    public static DiffusionPipeline open(
            ModelFolder folder, ModelSettings settings, RuntimeConfig runtime, RunListener listener) {
        var memory = settings.memoryOptimization() ? MemoryUse.SHRINK : MemoryUse.KEEP;
        var host = new SessionHost(folder, runtime, memory, listener);
        try {
            return open(host, settings);
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /**
     * Opens the family that {@code model_index.json} names, in diffusers' words or in Optimum's ({@code ORT...}).
     *
     * @throws ModelException if the folder cannot be served
     */
    public static DiffusionPipeline open(SessionHost host, ModelSettings config) {
        var index = host.folder().index();
        String pipeline = index.text("_class_name");
        return switch (pipeline.replaceFirst("^ORT", "")) {
            case "FluxPipeline", "FluxKontextPipeline" -> FluxPipeline.open(host, config);
            case "ZImagePipeline" -> ZImagePipeline.open(host, config);
            case "StableDiffusionXLPipeline" -> StableDiffusionXlPipeline.open(host, config);
            case "StableDiffusionPipeline", "LatentConsistencyModelPipeline" ->
                StableDiffusionPipeline.open(host, config);
            default ->
                throw new ModelException(
                        index.path(),
                        "has the _class_name " + pipeline,
                        "FluxPipeline, FluxKontextPipeline, ZImagePipeline, StableDiffusionXLPipeline,"
                                + " StableDiffusionPipeline or LatentConsistencyModelPipeline, or one of these with ORT"
                                + " in front");
        };
    }
}
