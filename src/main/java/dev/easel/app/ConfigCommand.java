package dev.easel.app;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.setting.KeyDescriptions;
import dev.easel.setting.KnownKeys;
import dev.easel.setting.SettingsSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** {@code ./easel config}: checks a folder of configuration, or writes its schema for editors. Opens no model. */
final class ConfigCommand {
    static final String SCHEMA = "easel.schema.json";

    private static final String CHECK = "check";
    private static final Set<String> TASKS = Set.of(CHECK, "schema");
    private static final int WRONG = 1;
    private static final int WRONG_USAGE = 2;
    private static final String USAGE = """
            usage: ./easel config check [FOLDER]
                   ./easel config schema [FOLDER]

            check   says what is wrong with the .yaml files of FOLDER: file, line, key and what is allowed.
                    Exits with 1 if anything is wrong
            schema  writes %s, by which editors complete and check the files

            FOLDER is $EASEL_CONFIG, or config, unless it is given.""".formatted(SCHEMA);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ConfigCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    static ConfigCommand ofProcess() {
        return new ConfigCommand(System.getenv(), System.out, System.err);
    }

    /** Runs the command; 0 if all is well, 1 if the configuration is wrong or cannot be read, 2 if the command is. */
    int run(String... arguments) {
        if (arguments.length == 0 || arguments.length > 2 || !TASKS.contains(arguments[0])) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        var folder = Path.of(arguments.length == 2 ? arguments[1] : environment.getOrDefault("EASEL_CONFIG", "config"));
        if (!Files.isDirectory(folder)) {
            err.println("easel: there is no folder " + folder);
            return WRONG;
        }
        return arguments[0].equals(CHECK) ? check(folder) : writeSchema(folder);
    }

    private int check(Path folder) {
        var findings = ConfigCheck.ofFolder(folder, environment).findings();
        findings.forEach(out::println);
        if (findings.isEmpty()) {
            out.println(folder + ": the configuration is valid");
            return 0;
        }
        err.println("easel: " + folder + " has " + findings.size() + (findings.size() == 1 ? " mistake" : " mistakes"));
        return WRONG;
    }

    private int writeSchema(Path folder) {
        var schema = new SettingsSchema(new KnownKeys(SettingGroups.ALL), KeyDescriptions.ofPackage());
        var file = folder.resolve(SCHEMA);
        try {
            var json = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();
            Files.writeString(file, json.writeValueAsString(schema.document()) + "\n");
            out.println(file);
            return 0;
        } catch (IOException e) {
            err.println("easel: " + file + " cannot be written: " + e.getMessage());
            return WRONG;
        }
    }
}
