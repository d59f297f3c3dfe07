package dev.easel.hub;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the model that {@code easel.model.id} names: a folder, or an id in the Hub's cache. It looks at files only, and
 * never fetches anything.
 */
public final class ModelStore {
    private ModelStore() {}

    /**
     * A model's folder.
     *
     * @param id a path of a folder, which goes first, or {@code organization/name}
     * @param revision for an id of the Hub: which version; a folder has none
     * @param cacheDir the cache of the Hub, such as {@link HubSettings#cacheDir}
     * @throws HubException if there is neither such a folder nor such a model in the cache, or if the model has not been
     *     fetched completely; the message has the command that fetches it
     */
    public static LocalModel locate(String id, Revision revision, Path cacheDir) {
        if (id.isBlank()) {
            throw new HubException("the model's id is empty; expected a folder or an id of the Hub (easel.model.id)");
        }
        if (Files.isDirectory(Path.of(id))) {
            return folder(Path.of(id));
        }
        if (!isHubId(id)) {
            throw new HubException(id + " is not a folder, nor an id of the Hub such as organization/name;"
                    + " expected a model folder with model_index.json (set easel.model.id)");
        }
        var model = HubId.parse(id);
        return new LocalModel(model.name(), new HubCache(cacheDir).snapshot(model, revision));
    }

    private static LocalModel folder(Path folder) {
        return new LocalModel(String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder);
    }

    private static boolean isHubId(String id) {
        try {
            HubId.parse(id);
            return true;
        } catch (HubException e) {
            return false;
        }
    }
}
