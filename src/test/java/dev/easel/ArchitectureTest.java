package dev.easel;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Checks the dependencies between packages. The diagram in {@code docs/architecture.md} lists exactly the allowed ones, and
 * the table beside it has the first sentence of each package's comment. This command updates both after an intended change:
 *
 * <pre>{@code mvn test -Dtest=ArchitectureTest -Dsurefire.failIfNoSpecifiedTests=false -Darchitecture=write}</pre>
 */
class ArchitectureTest {
    private static final JavaClasses EASEL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.easel");
    private static final Rooms ROOMS = Rooms.of(EASEL);
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\n.*?```\n", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("\\| package \\| content \\|\n(\\|[^\n]*\n)+");

    @Test
    void theTableAndTheDiagramHaveEveryRoomAndArrowAndNoOthers() throws IOException {
        String page = Files.readString(PAGE);
        if ("write".equals(System.getProperty("architecture"))) {
            page = DIAGRAM.matcher(page).replaceFirst(Matcher.quoteReplacement(ROOMS.diagram()));
            page = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(ROOMS.table()));
            Files.writeString(PAGE, page);
        }
        assertThat(page).contains(ROOMS.diagram()).contains(ROOMS.table());
    }

    @Test
    void roomsHaveNoCycles() {
        check(slices().matching("dev.easel.(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @CsvSource({
        "request, engine",
        "pipeline, hub.pull",
        "event, http",
        "generation, http",
        "generation, event",
        "engine, request",
        "scheduler, onnx",
        "tensor, onnx"
    })
    void someArrowsNeverExist(String room, String other) {
        assertThat(ROOMS.uses()).containsKeys(room, other);
        assertThat(ROOMS.uses().get(room)).doesNotContain(other);
    }

    @Test
    void nobodyUsesTheWiring() {
        assertThat(ROOMS.uses().values()).allSatisfy(used -> assertThat(used).doesNotContain("app"));
    }

    @Test
    void leavesUseNoOtherRoom() {
        assertThat(List.of("tensor", "setting", "image", "model", "gpu"))
                .allSatisfy(leaf -> assertThat(ROOMS.uses().get(leaf)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "ai.onnxruntime, onnx graph",
        "ai.djl, text",
        "org.apache.commons.statistics, scheduler",
        "com.google.protobuf, graph",
        "jakarta.ws.rs, call event http job",
        "io.quarkus.funqy, function",
        "io.opentelemetry, trace",
        "picocli, hub.pull",
        "dev.failsafe, hub.pull",
        "io.cloudevents, event",
        "software.amazon.awssdk, store",
        "org.yaml.snakeyaml, setting",
        "com.adobe, image.file",
        "org.eclipse.microprofile.health, app"
    })
    void aLibraryIsKnownToFewRooms(String library, String owners) {
        var users = EASEL.stream()
                .filter(user -> uses(user, resideInAPackage(library + "..")))
                .map(Rooms::room);
        assertThat(users.distinct()).containsExactlyInAnyOrder(owners.split(" "));
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
    void schedulersNeedOnlyTheJdkTensorsADistributionAndJson() {
        check(classes()
                .that()
                .resideInAPackage(named("scheduler"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.apache.commons.statistics.distribution",
                        "com.fasterxml.jackson..",
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
        // a command prints, and so does a start that fails before the log is configured
        var command = resideInAPackage("dev.easel.hub.pull")
                .or(simpleName("TrainCommand"))
                .or(simpleName("ConfigCommand"))
                .or(simpleName("StartFailure"));
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
                .withMessageContaining("DiffusionPipeline");
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
}
