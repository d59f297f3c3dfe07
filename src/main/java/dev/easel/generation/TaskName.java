package dev.easel.generation;

import dev.easel.pipeline.Task;

/** The names of tasks in logs and metadata. */
final class TaskName {
    private TaskName() {}

    static String of(Task task) {
        return switch (task) {
            case Task.TextToImage _ -> "text-to-image";
            case Task.ImageToImage _ -> "image-to-image";
            case Task.Inpaint _ -> "inpainting";
            case Task.Edit _ -> "editing";
        };
    }
}
