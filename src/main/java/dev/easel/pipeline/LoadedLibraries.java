package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;
import dev.easel.text.PromptTokenizer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The native libraries of ONNX Runtime and of the tokenizers, loaded side by side when this class is initialized. */
final class LoadedLibraries {
    private static final Duration TIME = load();

    private LoadedLibraries() {}

    /** How long loading took. */
    static Duration time() {
        return TIME;
    }

    private static Duration load() {
        long start = System.nanoTime();
        // no code of this class: the other thread would wait for the end of its initialization
        var tokenizers = CompletableFuture.runAsync(
                PromptTokenizer::loadLibrary, Thread.ofPlatform().daemon().name("easel-tokenizers")::start);
        try {
            SessionHost.loadLibrary();
            tokenizers.join();
        } catch (LinkageError | CompletionException e) {
            // a library that does not fit this machine is told by what first needs it, with the model's name
            return Duration.ofNanos(System.nanoTime() - start);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
