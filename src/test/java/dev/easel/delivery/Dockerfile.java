package dev.easel.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A Dockerfile's instructions in their order; enough of the syntax for ours. */
record Dockerfile(List<Instruction> instructions) {

    /** One instruction, its continued lines joined. */
    record Instruction(String keyword, String arguments) {

        /** The words, without options such as {@code --from=java}. */
        List<String> words() {
            return Arrays.stream(arguments.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        /** The words of a JSON array, as commands without a shell are written. */
        List<String> array() {
            try {
                return List.of(new JsonMapper().readValue(arguments.substring(arguments.indexOf('[')), String[].class));
            } catch (JsonProcessingException e) {
                throw new AssertionError(this + " is no array", e);
            }
        }
    }

    static Dockerfile read(Path file) throws IOException {
        var joined = Files.readString(file).replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return new Dockerfile(joined.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\\s+", 2))
                .map(parts -> new Instruction(parts[0], parts[1]))
                .toList());
    }

    Stream<Instruction> all(String keyword) {
        return instructions.stream().filter(instruction -> instruction.keyword().equals(keyword));
    }

    Instruction last(String keyword) {
        return all(keyword).toList().getLast();
    }
}
