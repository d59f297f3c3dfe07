package dev.easel.setting;

import java.util.Set;

/** How a file spells its keys. */
enum KeyStyle {
    /** As Quarkus reads them: from their root on. */
    FULL {
        @Override
        String root(String name) {
            return name;
        }
    },

    /** A key that begins at none of the other roots is Easel's: {@code model.id} is {@code easel.model.id}. */
    SHORT {
        @Override
        String root(String name) {
            return ROOTS.contains(name) ? name : "easel." + name;
        }
    };

    private static final Set<String> ROOTS = Set.of("easel", "quarkus", "mp", "smallrye", "config_ordinal");

    /** The whole key of a name at the top of a file. */
    abstract String root(String name);
}
