package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;
import dev.easel.text.PromptTokenizer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The native libraries of ONNX Runtime and of the tokenizers, loaded side by side when this class is initialized. */
public final class LoadedLibraries {
    private static final Duration TIME = load();

    private LoadedLibraries() {}

    /**
     * Loads the libraries, unless they are loaded, and returns how long it took. Any thread may do this before a model
     * is opened; opening the model reports a library that cannot be loaded.
     */
    public static Duration time() {
        return TIME;
    }

    private static Duration load() {
        long start = System.nanoTime();
        // calls no code of this class, whose initialization the other thread would wait for
        var tokenizers = CompletableFuture.runAsync(
                PromptTokenizer::loadLibrary, Thread.ofPlatform().daemon().name("easel-tokenizers")::start);
        try {
            SessionHost.loadLibrary();
            tokenizers.join();
        } catch (LinkageError | CompletionException e) {
            // opening the first model reports a library that does not fit this machine, with the model's name
            return Duration.ofNanos(System.nanoTime() - start);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
