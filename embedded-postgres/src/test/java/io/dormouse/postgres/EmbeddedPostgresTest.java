package io.dormouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir(factory = Scratch.class)
    static Path once;

    @TempDir(factory = Scratch.class)
    Path home;

    private final List<String> progress = new ArrayList<>();
    private Path directory = Path.of("unset");

    /** Made once: a database is a thousand files. Every test leaves it fit for the next. */
    @BeforeAll
    static void makeOneDirectoryThatWasUsedBefore() {
        start(once.resolve("used"), List.of("dns"), line -> {}).close();
    }

    @BeforeEach
    void useIt() {
        directory = once.resolve("used");
    }

    @Test
    void shouldMakeANewDirectoryAndKeepWhatWasCommittedOverARestart() {
        directory = home.resolve("new");
        try (EmbeddedPostgres postgres = start()) {
            Sql.as("dns", postgres)
                    .run("CREATE TABLE IF NOT EXISTS dns.record (name text)", "INSERT INTO dns.record VALUES ('web1')");
        }

        try (EmbeddedPostgres postgres = start()) {
            assertThat(Sql.as("dns", postgres).answer("SELECT name FROM dns.record"))
                    .isEqualTo("web1");
        }
        assertThat(progress)
                .as("a second start makes nothing new")
                .filteredOn(line -> line.contains("new database"))
                .hasSize(1);
    }

    @Test
    void shouldMakeASchemaThatALaterVersionAsksFor() {
        try (EmbeddedPostgres postgres = start("dns", "job")) {
            Sql.as("job", postgres).run("CREATE TABLE job.run (id text)");
        }
    }

    @Nested
    class Safety {
        @Test
        void shouldSyncEveryCommitToTheDisk() {
            try (EmbeddedPostgres postgres = start()) {
                Sql dns = Sql.as("dns", postgres);
                assertThat(List.of(
                                dns.answer("SHOW fsync"),
                                dns.answer("SHOW synchronous_commit"),
                                dns.answer("SHOW full_page_writes")))
                        .containsOnly("on");
            }
        }

        @Test
        void shouldKeepPasswordsFromOtherUsersAndOtherAddresses() throws IOException {
            try (EmbeddedPostgres postgres = start()) {
                Path secrets = directory.resolve("secrets.properties");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                        .isEqualTo("rw-------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
                        .isEqualTo("rwx------");
                assertThat(Sql.as("dns", postgres).answer("SHOW listen_addresses"))
                        .isEqualTo("127.0.0.1");
                assertThat(Sql.as("dns", postgres).answer("SHOW password_encryption"))
                        .isEqualTo("scram-sha-256");
                Sql guess = new Sql(Sql.as("dns", postgres).url(), "dns", "guessed");
                assertThatThrownBy(() -> guess.answer("SELECT 1"))
                        .hasMessageContaining("password authentication failed");
            }
        }

        @Test
        void shouldHaveItsSocketWhereOnlyThisUserMayLook() throws IOException {
            try (EmbeddedPostgres postgres = start()) {
                Path folder = postgres.socketFolder().orElseThrow();
                assertThat(folder.resolve(".s.PGSQL." + postgres.port())).exists();
                assertThat(folder).isEqualTo(directory.resolve("data"));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                        .isEqualTo("rwx------");
            }
        }

        @Test
        void shouldDoWithoutASocketWhereThePathIsTooLongForOne() {
            directory = home.resolve("a-name-that-is-too-long-for-a-socket-".repeat(4));
            try (EmbeddedPostgres postgres = start()) {
                assertThat(postgres.socketFolder()).isEmpty();
                assertThat(Sql.as("dns", postgres).answer("SELECT 1")).isEqualTo("1");
            }
        }

        @Test
        void shouldDoWithoutASocketWhereNoneCanBeMade() throws IOException {
            PostgresBinaries binaries = PostgresBinaries.unpacked(progress::add);
            DataDirectory data = new DataDirectory(directory.resolve("data"), binaries);
            int port = FreePort.get();
            // A folder that is not empty can be neither replaced nor bound to
            Path inTheWay = data.path().resolve(".s.PGSQL." + port);
            Files.createDirectories(inTheWay.resolve("it"));
            Postmaster postmaster = Postmaster.start(data, port, Settings.LASTING, home.resolve("log"));
            try {
                assertThat(postmaster.port()).isEqualTo(port);
                assertThat(postmaster.socketFolder()).isEmpty();
            } finally {
                postmaster.stop(Duration.ofSeconds(10));
                FileTree.delete(inTheWay);
            }
        }

        @Test
        void shouldKeepTheServicesOutOfEachOthersSchemas() {
            try (EmbeddedPostgres postgres = start("dns", "iaas")) {
                Sql.as("dns", postgres).run("CREATE TABLE IF NOT EXISTS dns.record (name text)");

                assertThatThrownBy(() -> Sql.as("iaas", postgres).answer("SELECT count(*) FROM dns.record"))
                        .hasMessageContaining("permission denied for schema dns");
            }
        }

        @Test
        void shouldRunInASessionOfItsOwnSoThatCtrlCReachesOnlyTheJvm() throws IOException {
            try (EmbeddedPostgres postgres = start()) {
                String facts = Files.readString(Path.of("/proc", Long.toString(postgres.pid()), "stat"));
                String session = facts.substring(facts.lastIndexOf(')')).split(" ")[4];
                assertThat(session).isEqualTo(Long.toString(postgres.pid()));
            }
        }
    }

    @Nested
    class Recovery {
        @Test
        void shouldStartAgainOnTheSamePortWhenTheServerIsKilled() {
            try (EmbeddedPostgres postgres = start()) {
                Sql dns = Sql.as("dns", postgres);
                dns.run("CREATE TABLE IF NOT EXISTS dns.record (name text)", "INSERT INTO dns.record VALUES ('web1')");

                ProcessHandle killed = ProcessHandle.of(postgres.pid()).orElseThrow();
                killed.destroyForcibly();

                assertThat(Ended.within(killed, Duration.ofSeconds(10))).isTrue();
                assertThat(eventually(() -> dns.answer("SELECT name FROM dns.record")))
                        .isEqualTo("web1");
            }
        }

        @Test
        void shouldStopTheServerThatAKilledProcessLeftAndGoOn() throws IOException {
            EmbeddedDatabase foreign = EmbeddedDatabase.shared();
            long leftover;
            try (OtherProcess other = OtherProcess.startingPostgres(directory)) {
                leftover = other.postmaster();
                other.kill();
            }
            assertThat(ProcessHandle.of(leftover)).as("it outlives its JVM").isPresent();

            try (EmbeddedPostgres postgres = start()) {
                assertThat(ProcessHandle.of(leftover)).isEmpty();
                assertThat(Sql.as("dns", postgres).answer("SELECT name FROM dns.record"))
                        .isEqualTo("web1");
                assertThat(Sql.as(foreign.freshSchema("other")).answer("SELECT 1"))
                        .as("a server elsewhere is left alone")
                        .isEqualTo("1");
            }
        }

        @Test
        void shouldHaveNothingToTidyUpWhereAKilledProcessHadMadeNoData() {
            new DataDirectory(home.resolve("none"), PostgresBinaries.unpacked(progress::add))
                    .stopLeftover(Duration.ofSeconds(10));

            assertThat(home.resolve("none")).doesNotExist();
        }

        @Test
        void shouldRecoverWhenServerAndProcessWereBothKilled() throws IOException {
            try (OtherProcess other = OtherProcess.startingPostgres(directory)) {
                ProcessHandle postmaster = ProcessHandle.of(other.postmaster()).orElseThrow();
                other.kill();
                postmaster.destroyForcibly();
                assertThat(Ended.within(postmaster, Duration.ofSeconds(10))).isTrue();
            }

            try (EmbeddedPostgres postgres = start()) {
                assertThat(directory.resolve("data").toFile().list((folder, name) -> name.startsWith(".s.PGSQL")))
                        .as("no socket of the one before")
                        .containsExactlyInAnyOrder(
                                ".s.PGSQL." + postgres.port(), ".s.PGSQL." + postgres.port() + ".lock");
                assertThat(Sql.as("dns", postgres).answer("SELECT name FROM dns.record"))
                        .isEqualTo("web1");
            }
        }

        @Test
        void shouldLeaveAProcessAloneThatGotTheOldProcessNumber() throws IOException {
            // not this process: Postgres forgives a number that its own parent has
            Process innocent = new ProcessBuilder("cat").start();
            Files.writeString(
                    directory.resolve("data/postmaster.pid"),
                    "%d%n%s%n".formatted(innocent.pid(), directory.resolve("data")));

            try (EmbeddedPostgres postgres = start()) {
                assertThat(Sql.as("dns", postgres).answer("SELECT 1")).isEqualTo("1");
                assertThat(innocent.isAlive()).isTrue();
            } finally {
                innocent.destroy();
            }
        }

        @Test
        void shouldBeginAnewWhenMakingTheDatabaseWasInterrupted() throws IOException {
            directory = home.resolve("new");
            Path halfMade = Files.createDirectories(directory.resolve("data.new123"));
            Files.writeString(halfMade.resolve("PG_VERSION"), "18\n");

            try (EmbeddedPostgres postgres = start()) {
                assertThat(Sql.as("dns", postgres).answer("SELECT 1")).isEqualTo("1");
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains(".new"));
            }
        }

        @Test
        void shouldMakeWhatAnInterruptedFirstStartDidNotMake() throws IOException {
            Path secrets = directory.resolve("secrets.properties");
            Files.writeString(secrets, Files.readString(secrets).replace("made.dns=yes\n", ""));

            try (EmbeddedPostgres postgres = start()) {
                assertThat(Sql.as("dns", postgres).answer("SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Nested
    class Refusal {
        @Test
        void shouldRefuseADirectoryThatAnotherProcessUses() throws IOException {
            try (OtherProcess other = OtherProcess.startingPostgres(directory)) {
                assertThatThrownBy(EmbeddedPostgresTest.this::start)
                        .isInstanceOf(PostgresException.class)
                        .hasMessageContaining("in use by another process");
                assertThat(ProcessHandle.of(other.postmaster()))
                        .as("its server is left alone")
                        .isPresent();
            }
            start().close();
        }

        @Test
        void shouldRefuseADirectoryThatCannotBeWritten() throws IOException {
            Path file = Files.writeString(home.resolve("file"), "");

            assertThatThrownBy(() -> EmbeddedPostgres.start(
                            file.resolve("postgres"), home.resolve("log"), List.of(), progress::add))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("cannot be written");
        }

        @Test
        void shouldRefuseADirectoryOfANewerVersionAndLeaveItAsItIs() throws IOException {
            Path version = directory.resolve("data/PG_VERSION");
            Files.writeString(version, "19\n");

            assertThatThrownBy(EmbeddedPostgresTest.this::start)
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("was made by Postgres 19, this is Postgres 18");

            Files.writeString(version, "18\n");
            start().close();
        }
    }

    private EmbeddedPostgres start() {
        return start("dns");
    }

    private EmbeddedPostgres start(String... schemas) {
        return start(directory, List.of(schemas), progress::add);
    }

    private static EmbeddedPostgres start(Path directory, List<String> schemas, Consumer<String> progress) {
        return EmbeddedPostgres.start(directory, directory.resolve("postgres.log"), schemas, progress);
    }

    private interface Question {
        String ask();
    }

    /** Asks until there is an answer; the last refusal is thrown after 20 s. */
    private static String eventually(Question question) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            Optional<String> answer = tried(question, System.nanoTime() > giveUp);
            if (answer.isPresent()) return answer.get();
        }
    }

    private static Optional<String> tried(Question question, boolean last) {
        try {
            return Optional.of(question.ask());
        } catch (IllegalStateException e) {
            if (last) throw e;
            return Optional.empty();
        }
    }
}
