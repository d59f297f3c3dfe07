package dev.easel.pipeline;

import dev.easel.onnx.ModelException;
import dev.easel.onnx.ModelFolder;
import dev.easel.onnx.RunListener;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.onnx.SessionHost;

/** Opens the pipeline that a model folder asks for. */
public final class Pipelines {
    private Pipelines() {}

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
        var host = new SessionHost(folder, runtime, listener);
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
