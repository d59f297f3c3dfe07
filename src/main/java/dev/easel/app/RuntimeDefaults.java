package dev.easel.app;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.io.Serial;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model that says nothing of its precision and memory gets what {@link EaselConfig.ModelDefaults} says for all models. */
final class RuntimeDefaults implements ConfigSourceInterceptor {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Pattern KEY =
            Pattern.compile("easel\\.(?:model|models\\.(?:\"[^\"]+\"|[^.]+))\\.(dtype|offload|memory_optimization)");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        var own = context.proceed(name);
        if (!name.startsWith("easel.model") || (own != null && !own.isDefault())) {
            return own;
        }
        var key = KEY.matcher(name);
        var common = key.matches() ? context.proceed("easel.runtime." + key.group(1)) : null;
        return common == null ? own : common;
    }
}
