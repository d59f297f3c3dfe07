package dev.easel.pipeline.family;

import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.OverflowRetry;
import dev.easel.onnx.RunListener;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.DiffusionPipeline;

/** Opens the pipeline of a model folder. */
public final class Pipelines {
    private Pipelines() {}

    /**
     * Opens a model on the configured device.
     *
     * @param folder the model, with the name that callers use
     * @param settings how it is opened
     * @param retry whether output that overflows is computed again
     * @param runtime the device
     * @param listener is notified of each forward pass
     * @throws ModelException if the folder cannot be served
     * @throws dev.easel.onnx.DeviceException if the device cannot be used
     */
    public static DiffusionPipeline open(
            ModelFolder folder,
            ModelSettings settings,
            OverflowRetry retry,
            RuntimeConfig runtime,
            RunListener listener) {
        var memory = settings.memoryOptimization() ? MemoryUse.SHRINK : MemoryUse.KEEP;
        var host = new SessionHost(folder, runtime, memory, retry, listener);
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
    public static DiffusionPipeline open(SessionHost host, ModelSettings settings) {
        var index = host.folder().index();
        String pipeline = index.text("_class_name");
        return switch (pipeline.replaceFirst("^ORT", "")) {
            case "FluxPipeline", "FluxKontextPipeline" -> FluxFamily.open(ModelOpening.of(host, settings));
            case "ZImagePipeline" -> ZImageFamily.open(ModelOpening.of(host, settings));
            case "StableDiffusionXLPipeline" -> StableDiffusionXlFamily.open(ModelOpening.of(host, settings));
            case "StableDiffusionPipeline", "LatentConsistencyModelPipeline" ->
                StableDiffusionFamily.open(ModelOpening.of(host, settings));
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
