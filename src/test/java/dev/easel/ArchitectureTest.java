package dev.easel;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.easel.hub.pull.PullCommand;
import dev.easel.packaging.TrainCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who may know whom: edge, request, engine, pipeline, its four parts, onnx, tensor; each only what is to its right. */
class ArchitectureTest {
    private static final JavaClasses EASEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.easel");

    /** The packages of Easel that a package may use beside itself. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry(
                    "edge",
                    List.of(
                            "start",
                            "request",
                            "engine",
                            "pipeline",
                            "text",
                            "scheduler",
                            "transformer",
                            "vae",
                            "lora",
                            "onnx",
                            "tensor",
                            "image",
                            "hub",
                            "event",
                            "store",
                            "trace",
                            "gpu",
                            "setting")),
            Map.entry("start", List.of("engine", "pipeline", "onnx", "setting")),
            Map.entry("event", List.of("request", "setting")),
            Map.entry("store", List.of("setting")),
            Map.entry(
                    "request",
                    List.of(
                            "engine",
                            "pipeline",
                            "text",
                            "scheduler",
                            "transformer",
                            "vae",
                            "lora",
                            "onnx",
                            "tensor",
                            "image",
                            "setting")),
            Map.entry(
                    "engine",
                    List.of(
                            "pipeline",
                            "text",
                            "scheduler",
                            "transformer",
                            "vae",
                            "lora",
                            "onnx",
                            "tensor",
                            "image",
                            "setting")),
            Map.entry(
                    "pipeline",
                    List.of(
                            "text",
                            "scheduler",
                            "transformer",
                            "vae",
                            "lora",
                            "onnx",
                            "tensor",
                            "image",
                            "hub",
                            "setting")),
            Map.entry("text", List.of("onnx", "tensor")),
            Map.entry("scheduler", List.of("tensor")),
            Map.entry("transformer", List.of("onnx", "tensor")),
            Map.entry("vae", List.of("onnx", "tensor", "image")),
            Map.entry("lora", List.of("onnx", "tensor")),
            Map.entry("onnx", List.of("tensor", "setting")),
            Map.entry("tensor", List.of()),
            Map.entry("image", List.of()),
            Map.entry("hub", List.of()),
            Map.entry("trace", List.of("engine", "pipeline")),
            Map.entry("setting", List.of()),
            Map.entry("gpu", List.of()));

    static List<String> packages() {
        return MAY_USE.keySet().stream().sorted().toList();
    }

    @Test
    void everyPackageHasItsPlace() {
        var packages = EASEL.stream().map(JavaClass::getPackageName).distinct();
        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        packages().stream().map(ArchitectureTest::named).toList());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsOnlyWhatIsToItsRight(String name) {
        check(classes()
                .that()
                .resideInAPackage(named(name))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.easel..")
                        .or(resideInAPackage(named(name)))
                        .or(resideInAnyPackage(named(MAY_USE.get(name))))));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.easel.(*)..").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @CsvSource({
        "ai.onnxruntime.., onnx",
        "ai.djl.., text",
        "org.apache.commons.statistics.., scheduler",
        "com.google.protobuf.., onnx",
        "jakarta.ws.rs.., edge",
        "io.quarkus.funqy.., edge",
        "io.vertx.., edge",
        "io.opentelemetry.., trace",
        "picocli.., hub",
        "dev.failsafe.., hub",
        "io.cloudevents.., event",
        "software.amazon.awssdk.., store",
        "java.net.http.., hub"
    })
    void aLibraryIsKnownToOnePackage(String library, String owner) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(named(owner))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
        assertThat(EASEL.stream().filter(resideInAPackage(named(owner))))
                .as("classes of %s that use %s", owner, library)
                .anyMatch(user -> uses(user, resideInAPackage(library)));
    }

    @Test
    void tensorsNeedOnlyTheJdk() {
        check(classes()
                .that()
                .resideInAPackage(named("tensor"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", named("tensor")));
    }

    @Test
    void schedulersNeedOnlyTheJdkTensorsAndADistribution() {
        check(classes()
                .that()
                .resideInAPackage(named("scheduler"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.apache.commons.statistics.distribution",
                        named("scheduler"),
                        named("tensor")));
    }

    @Test
    void theStepPlannerNeedsOnlyTheJdk() {
        check(classes()
                .that()
                .haveNameMatching(
                        ".*engine\\.(StepPlanner|StepLevelPlanner|RequestLevelPlanner|Group|Ranking|Candidate|Work)(\\$.*)?")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", named("engine"), named("pipeline")));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(noClasses().should().haveNameMatching(".*(Utils?|Manager|Helper)"));
    }

    @Test
    void nothingIsPrintedOrLoggedPastTheLog() {
        // a command's streams are what it is for; its main method hands them on
        var command = belongToAnyOf(PullCommand.class, TrainCommand.class);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(EASEL.that(not(command)));
        check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    }

    @Test
    void whatAClassNeedsItsConstructorTakes() {
        check(noFields().should().beAnnotatedWith("jakarta.inject.Inject"));
    }

    @Test
    void theRulesSeeWhatTheyForbid() {
        var rule = noClasses()
                .that()
                .resideInAPackage(named("pipeline"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(named("onnx"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(rule))
                .withMessageContaining("FluxPipeline");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(EASEL);
    }

    private static boolean uses(JavaClass user, DescribedPredicate<JavaClass> used) {
        return user.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> used.test(dependency.getTargetClass()));
    }

    private static String named(String name) {
        return "dev.easel." + name;
    }

    private static String[] named(List<String> names) {
        return names.stream().map(ArchitectureTest::named).toArray(String[]::new);
    }
}
