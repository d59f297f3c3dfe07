package dev.easel.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks the metadata for the native executable against the libraries; no other build step here reads it. */
class NativeMetadataTest {
    private static final Path FILE =
            Path.of("src/main/resources/META-INF/native-image/dev.easel/easel/reachability-metadata.json");
    private static final String ONNX_RUNTIME = "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so";
    private static final String TOKENIZERS = "native/lib/linux-x86_64/cpu/libtokenizers.so";

    private final JsonNode metadata;

    NativeMetadataTest() throws IOException {
        metadata = new JsonMapper().readTree(FILE.toFile());
    }

    @Test
    void everyTypeConstructorAndFieldExists() throws ReflectiveOperationException {
        for (var entry : metadata.path("reflection")) {
            var type = type(entry.path("type").asText());
            for (var method : entry.path("methods")) {
                assertThat(method.path("name").asText()).isEqualTo("<init>");
                assertThat(type.getDeclaredConstructor(parameters(method))).isNotNull();
            }
            for (var field : entry.path("fields")) {
                assertThat(type.getDeclaredField(field.path("name").asText())).isNotNull();
            }
        }
    }

    @Test
    void everyClassThatNativeCodeLooksUpIsRegistered() throws IOException {
        var registered = jniTypes().map(name -> name.replace('.', '/')).toList();
        assertThat(matches(ONNX_RUNTIME, "\\x00((?:ai|java)/[A-Za-z/$]+)(?=\\x00)"))
                .contains("ai/onnxruntime/TensorInfo")
                .isSubsetOf(registered);
        // strings in Rust have no terminator, so other characters may follow the name
        assertThat(matches(TOKENIZERS, "((?:ai/djl|java/lang)/[A-Za-z/$]+)"))
                .isNotEmpty()
                .allMatch(found -> registered.stream().anyMatch(found::startsWith));
    }

    @Test
    void everyConstructorThatNativeCodeCallsIsRegistered() throws IOException {
        var registered = StreamSupport.stream(metadata.path("reflection").spliterator(), false)
                .flatMap(entry -> StreamSupport.stream(entry.path("methods").spliterator(), false))
                .map(method ->
                        MethodType.methodType(void.class, parameters(method)).descriptorString())
                .toList();
        assertThat(matches(ONNX_RUNTIME, "\\x00(\\([A-Za-z/;\\[]*\\)V)(?=\\x00)"))
                .contains("(ILjava/lang/String;)V")
                .isSubsetOf(registered);
    }

    @Test
    void everyResourceExists() throws IOException {
        var names = new ArrayList<String>();
        for (String element : System.getProperty("java.class.path").split(":", -1)) {
            if (element.endsWith(".jar")) {
                try (var jar = new JarFile(element)) {
                    jar.stream().forEach(entry -> names.add(entry.getName()));
                }
            }
        }
        for (var resource : metadata.path("resources")) {
            var glob = resource.path("glob").asText();
            var pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E[^/]*\\Q"))
                    .asMatchPredicate();
            assertThat(names.stream().anyMatch(pattern)
                            || Files.exists(Path.of("src/main/resources").resolve(glob)))
                    .as(glob)
                    .isTrue();
        }
    }

    /** The comment in the metadata names each class whose foreign calls are registered. */
    @Test
    void everyClassWithForeignCallsIsNamed() {
        var comment = metadata.path("comment").toString();
        assertThat(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.easel"))
                .filteredOn(NativeMetadataTest::usesLinker)
                .extracting(JavaClass::getName)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(comment).contains(name));
    }

    private static boolean usesLinker(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Linker.class)
                        && call.getName().equals("downcallHandle"));
    }

    private Stream<String> jniTypes() {
        return StreamSupport.stream(metadata.path("reflection").spliterator(), false)
                .filter(entry -> entry.path("jniAccessible").asBoolean())
                .map(entry -> entry.path("type").asText());
    }

    private static List<String> matches(String library, String pattern) throws IOException {
        try (var stream =
                Objects.requireNonNull(NativeMetadataTest.class.getClassLoader().getResourceAsStream(library))) {
            var text = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
            return Pattern.compile(pattern)
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
        }
    }

    private static Class<?>[] parameters(JsonNode method) {
        return StreamSupport.stream(method.path("parameterTypes").spliterator(), false)
                .map(parameter -> type(parameter.asText()))
                .toArray(Class<?>[]::new);
    }

    private static Class<?> type(String name) {
        try {
            if (name.endsWith("[]")) {
                return type(name.substring(0, name.length() - 2)).arrayType();
            }
            var primitive = Class.forPrimitiveName(name);
            return primitive == null
                    ? Class.forName(name, false, NativeMetadataTest.class.getClassLoader())
                    : primitive;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
