package io.dormouse.job.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginKeyTest {
    @TempDir
    Path folder;

    @Test
    void shouldMakeAKeyThatOnlyItsOwnerMayReadAndKeepIt() throws Exception {
        Path file = folder.resolve("made/login");

        String made = LoginKey.atOrNew(file).authorizedKey();

        assertThat(made).startsWith("ssh-ed25519 AAAA");
        assertThat(LoginKey.atOrNew(file).authorizedKey()).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void shouldSayWhenTheFileHoldsNoKey() throws Exception {
        Path file = Files.writeString(folder.resolve("login"), "nothing");

        assertThatThrownBy(() -> LoginKey.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " holds no private key");
    }

    @Test
    void shouldNotMakeAKeyInPlaceOfOneThatIsMissing() {
        assertThatThrownBy(() -> LoginKey.at(folder.resolve("missing"))).isInstanceOf(IOException.class);
    }
}
