package dev.easel.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The instructions of a Dockerfile; parses only the syntax that Easel's Dockerfiles use. */
record Dockerfile(List<Instruction> instructions) {

    /** One instruction with its continuation lines joined. */
    record Instruction(String keyword, String arguments) {

        /** The arguments without options such as {@code --from=java}. */
        List<String> words() {
            return Arrays.stream(arguments.split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        /** The elements of a JSON array, the form of commands without a shell. */
        List<String> array() {
            try {
                return List.of(new JsonMapper().readValue(arguments.substring(arguments.indexOf('[')), String[].class));
            } catch (JsonProcessingException e) {
                throw new AssertionError(this + " is not a JSON array", e);
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
