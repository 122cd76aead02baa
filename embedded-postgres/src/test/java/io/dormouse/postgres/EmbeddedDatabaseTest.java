package io.dormouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    @Test
    void shouldLetTheOwnerOfASchemaMakeTables() {
        Sql dns = Sql.as(EmbeddedDatabase.shared().freshSchema("dns"));

        dns.run("CREATE TABLE dns.record (name text)");

        assertThat(dns.answer("SELECT count(*) FROM dns.record")).isEqualTo("0");
    }

    @Test
    void shouldKeepTwoSchemasOfTheSameNameApart() {
        Sql one = Sql.as(EmbeddedDatabase.shared().freshSchema("dns"));
        Sql other = Sql.as(EmbeddedDatabase.shared().freshSchema("dns"));

        one.run("CREATE TABLE dns.record (name text)");

        assertThat(other.answer("SELECT to_regclass('dns.record')")).isEqualTo("null");
    }

    @Test
    void shouldRefuseAWrongPassword() {
        Sql dns = Sql.as(EmbeddedDatabase.shared().freshSchema("dns"));
        Sql guess = new Sql(dns.url(), dns.user(), "guessed");

        assertThatThrownBy(() -> guess.answer("SELECT 1")).hasMessageContaining("password authentication failed");
    }

    @Test
    void shouldSyncEveryCommitOfTheDurableOneOnly() {
        Sql fast = Sql.as(EmbeddedDatabase.shared().freshSchema("a"));
        Sql durable = Sql.as(EmbeddedDatabase.durable().freshSchema("a"));

        assertThat(fast.answer("SHOW fsync")).isEqualTo("off");
        assertThat(durable.answer("SHOW fsync")).isEqualTo("on");
        assertThat(durable.answer("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(durable.answer("SHOW full_page_writes")).isEqualTo("on");
    }
}
