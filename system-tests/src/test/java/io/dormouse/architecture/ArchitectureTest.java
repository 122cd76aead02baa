package io.dormouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The dependencies that the modules' own POMs cannot forbid, as sentences. */
class ArchitectureTest {
    private static final BuiltClasses built = BuiltClasses.of(SourceTree.here());
    private static final JavaClasses programs = built.programs();
    private static final JavaClasses everything = built.everything();

    /** They meet on the bus, in {@code contracts}. */
    private static final List<String> SERVICES =
            List.of("workflow", "dns", "iaas", "approval", "job", "gateway", "sandbox");

    @Test
    void shouldSeeEveryModule() {
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(programs.stream().map(JavaClass::getPackageName))
                        .anyMatch(name -> name.startsWith("io.dormouse." + service)));
        assertThat(programs.contain("io.dormouse.standalone.Main")).isTrue();
        assertThat(programs.contain("io.dormouse.cli.Main")).isTrue();
    }

    @Nested
    class Services {
        @Test
        void shouldNeverImportEachOther() {
            for (String service : SERVICES) {
                String[] others = SERVICES.stream()
                        .filter(other -> !other.equals(service))
                        .map(ArchitectureTest::within)
                        .toArray(String[]::new);
                noClasses()
                        .that()
                        .resideInAPackage(within(service))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because("services meet in contracts, over the bus")
                        .check(programs);
            }
        }

        @Test
        void shouldNotKnowWhoWiresThem() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(within("standalone"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(within("standalone"))
                    .because("wiring imports everything, nothing imports wiring")
                    .check(programs);
        }

        @Test
        void shouldReachTheBusThroughTheHostAndTheContractsOnly() {
            noClasses()
                    .that()
                    // Nodes of the workflow service speak to each other: they hand on what came, as it came
                    .resideOutsideOfPackages(within("host"), within("contracts"), within("workflow.routing"))
                    .should()
                    .callMethodWhere(describe(
                            "the method is eventBus()",
                            call -> call.getTarget().getName().equals("eventBus")))
                    .because("who binds an endpoint or makes a call must not forget keys, codecs and failures")
                    .check(programs);
        }

        @Test
        void shouldLeaveJdbcToTheEmbeddedServerAndTheMigrations() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(within("postgres"), within("host"), within("chaos"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                    .because("it blocks")
                    .check(programs);
        }

        @Test
        void shouldDependOnEachOthersModulesInOneDirection() {
            slices().matching("io.dormouse.(*)..").should().beFreeOfCycles().check(programs);
        }
    }

    @Nested
    class Engine {
        @Test
        void shouldBePure() {
            classes()
                    .that()
                    .resideInAPackage(within("engine"))
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(
                                    within("engine"),
                                    within("flow"),
                                    within("contracts"),
                                    "java.lang..",
                                    "java.util..",
                                    "java.time..",
                                    "java.math..",
                                    "java.nio",
                                    "java.nio.charset..",
                                    "java.security..",
                                    "com.fasterxml.jackson..",
                                    "org.jspecify..")
                            .or(type(IOException.class)) // Jackson's signatures name it
                            .or(type(Future.class))
                            .or(type(CompositeFuture.class))
                            .or(type(Promise.class)))
                    .because("everything outside is a port: no SQL, no bus, no Hazelcast, of Vert.x only Future and"
                            + " Promise")
                    .check(programs);
        }

        @Test
        void shouldNeverAskTheClockOrTheDice() {
            noClasses()
                    .that()
                    .resideInAPackage(within("engine"))
                    .should()
                    .callMethodWhere(describe("it asks the clock or the dice", ArchitectureTest::asksTheWorld))
                    .because("a replay must come to the same answer")
                    .check(programs);
        }
    }

    @Nested
    class Ledger {
        /** Those that stand at the port, and the two kinds of action that an adapter carries out in the ledger's transaction. */
        private static final String AT_THE_PORT =
                "io\\.dormouse\\.adapter\\.(Postgres\\w+|Link|KeyedTransaction|KeyedUndo)([$].*)?";

        @Test
        void shouldMeetPostgresAtItsPortOnly() {
            noClasses()
                    .that()
                    .resideInAPackage(within("adapter"))
                    .and()
                    .haveNameNotMatching(AT_THE_PORT)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")
                    .because("the simulator runs the same ledger over tables of its own")
                    .check(programs);
        }
    }

    @Test
    void shouldShowAuthorsOfWorkflowsNothingButContractsAndVertxCore() {
        classes()
                .that()
                .resideInAPackage(within("flow"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(within("flow"), within("contracts"), "io.vertx.core..", "java..", "org.jspecify..")
                .check(programs);
    }

    @Nested
    class Habits {
        @Test
        void shouldNameAClassForWhatItDoes() {
            noClasses()
                    .that()
                    // Vert.x' own word for what finds the other members
                    .areNotAssignableTo("io.vertx.core.spi.cluster.ClusterManager")
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Misc)")
                    .because("a name that says nothing attracts everything")
                    .check(everything);
        }

        @Test
        void shouldNeverSleep() {
            noClasses()
                    .should()
                    .callMethodWhere(describe(
                            "it sleeps",
                            call -> is(call, "java.lang.Thread", "sleep")
                                    || is(call, "java.util.concurrent.TimeUnit", "sleep")))
                    .because("step the clock or await the condition")
                    .check(everything);
        }

        @Test
        void shouldSpeakToPeopleInProgramsForPeopleOnly() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            within("cli"),
                            within("standalone"),
                            within("bench"),
                            within("simulator"),
                            within("examples"),
                            within("architecture"))
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("a service writes to its log")
                    .check(programs);
        }

        @Test
        void shouldLogThroughSlf4j() {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                    .check(everything);
        }
    }

    private static String within(String part) {
        return "io.dormouse." + part + "..";
    }

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.ZonedDateTime",
            "java.time.OffsetDateTime");

    private static boolean asksTheWorld(JavaAccess<?> call) {
        return is(call, "java.lang.System", "currentTimeMillis")
                || is(call, "java.lang.System", "nanoTime")
                || is(call, "java.lang.Math", "random")
                || is(call, "java.util.UUID", "randomUUID")
                || call.getTargetOwner().getName().equals("java.time.Clock")
                || CLOCKS.contains(call.getTargetOwner().getName())
                        && call.getTarget().getName().equals("now");
    }

    private static boolean is(JavaAccess<?> call, String owner, String method) {
        return call.getTargetOwner().getName().equals(owner)
                && call.getTarget().getName().equals(method);
    }
}
