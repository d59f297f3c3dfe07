package dev.easel.hub;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model on this machine.
 *
 * @param name its public name: its folder's name, or its name on the Hub without the organization
 * @param folder where its files are
 */
public record LocalModel(String name, Path folder) {
    /**
     * Finds the model that {@code easel.model.id} names: a folder, or an id in the Hub's cache.
     *
     * @param id a path of a folder, which takes precedence, or {@code organization/name}
     * @param revision the version of an id; a folder has none
     * @param cacheDir the cache of the Hub, such as {@link HubSettings#cacheDir}
     * @throws HubException if there is neither such a folder nor such a model in the cache, or if the model has not been
     *     fetched completely; the message has the command that fetches it
     */
    public static LocalModel locate(String id, Revision revision, Path cacheDir) {
        if (id.isBlank()) {
            throw new HubException("the model's id is empty; expected a folder or an id of the Hub (easel.model.id)");
        }
        var folder = Path.of(id);
        if (Files.isDirectory(folder)) {
            return new LocalModel(
                    String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder);
        }
        var model = hubId(id);
        return new LocalModel(model.name(), new HubCache(cacheDir, model).snapshot(revision));
    }

    private static HubId hubId(String id) {
        try {
            return HubId.parse(id);
        } catch (HubException e) {
            throw new HubException(
                    id + " is not a folder, nor an id of the Hub such as organization/name;"
                            + " expected a model folder with model_index.json (set easel.model.id)",
                    e);
        }
    }
}
