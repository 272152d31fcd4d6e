package eu.twintown.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import eu.twintown.store.database.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows of the house (ARCHITECTURE.md). Changing an arrow means changing this test, on purpose. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("eu.twintown");

    /** What a room needs to hand its routes on without speaking HTTP itself. */
    private static final String ROUTES_HANDED_ON = "io\\.helidon\\.webserver\\.http\\.Http(Service|Rules)";

    /** What every job may use. */
    private static final Set<String> GROUND = Set.of("http", "trust", "access", "config");

    @Test
    void kernelIsPure() {
        check(noClasses()
                .that()
                .resideInAPackage("eu.twintown.kernel..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.sql..",
                        "java.net.http..",
                        "java.nio.file..",
                        "org.slf4j..",
                        "eu.twintown.store..",
                        "eu.twintown.node..")));
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        check(noClasses()
                .that(resideInAPackage("eu.twintown..").and(not(resideInAPackage("eu.twintown.store.."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.postgresql..", "com.zaxxer..")));
    }

    @Test
    void theStoreKnowsNothingOfTheNode() {
        check(noClasses()
                .that()
                .resideInAPackage("eu.twintown.store..")
                .should()
                .dependOnClassesThat(resideInAPackage("eu.twintown.node..")));
    }

    @Test
    void theStoreIsBuiltFromTheDatabaseUp() {
        check(noClasses()
                .that()
                .resideInAPackage("eu.twintown.store.*..")
                .should()
                .dependOnClassesThat(resideInAPackage("eu.twintown.store")));
        check(noClasses()
                .that()
                .resideInAPackage("eu.twintown.store.database..")
                .should()
                .dependOnClassesThat(resideInAPackage("eu.twintown.store.*..")
                        .and(not(resideInAPackage("eu.twintown.store.database..")))));
    }

    @Test
    void nobodyElseReachesIntoTheStore() {
        check(noClasses()
                .that(resideInAPackage("eu.twintown..").and(not(resideInAPackage("eu.twintown.store.."))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "eu.twintown.store.database..",
                                "eu.twintown.store.dictionary..",
                                "eu.twintown.store.history..")
                        .and(not(type(StoreException.class)))));
    }

    @Test
    void onlyRoutesAndHttpSpeakToTheServer() {
        check(noClasses()
                .that(resideInAPackage("eu.twintown.node..")
                        .and(not(resideInAPackage("eu.twintown.node.http..")))
                        .and(not(nameMatching(".*Routes(\\$.*)?"))))
                .should()
                .dependOnClassesThat(resideInAPackage("io.helidon..").and(not(nameMatching(ROUTES_HANDED_ON)))));
    }

    @Test
    void theGroundFloor() {
        room("config").uses();
        room("http").uses("config");
        room("trust").uses("config", "http");
        room("access").uses("config", "http", "trust");
    }

    @Test
    void theJobs() {
        job("context").uses();
        job("subscription").uses("context");
        job("federation").uses("context");
        job("mediation").uses("context");
        job("acquisition").uses("mediation");
        job("catalogue").uses("context");
        job("authority").uses("catalogue");
        job("dataspace").uses("catalogue", "federation", "context");
    }

    @Test
    void theDemoStandsAlone() {
        room("join").uses();
        room("demo").uses("join", "trust");
    }

    @Test
    void nothingDependsOnWiringButTheCommands() {
        check(noClasses()
                .that(resideInAPackage("eu.twintown.node..").and(not(resideInAPackage("eu.twintown.node.cli.."))))
                .and()
                .haveSimpleNameNotStartingWith("Wiring")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Wiring"));
    }

    @Test
    void thereAreNoCircles() {
        check(slices().matching("eu.twintown.kernel.(*)..").should().beFreeOfCycles());
        check(slices().matching("eu.twintown.node.(*)..").should().beFreeOfCycles());
    }

    private static Room room(String name) {
        return new Room(name, Set.of());
    }

    private static Room job(String name) {
        return new Room(name, GROUND);
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    private record Room(String name, Set<String> ground) {

        /** Nothing of the node beside itself, the ground and these. */
        void uses(String... rooms) {
            List<String> allowed = new ArrayList<>(ground);
            allowed.addAll(List.of(rooms));
            allowed.add(name);
            String[] packages = allowed.stream()
                    .map(room -> "eu.twintown.node." + room + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("eu.twintown.node." + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("eu.twintown.node..").and(not(resideInAnyPackage(packages))))
                    .allowEmptyShould(true));
        }
    }
}
