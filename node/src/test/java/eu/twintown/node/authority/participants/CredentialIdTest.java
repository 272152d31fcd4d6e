package eu.twintown.node.authority.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialIdTest {
    @RepeatedTest(20)
    void everyFormOfAnIdNamesTheSameCredential() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        String id = CredentialId.of(generator.generateKeyPair().getPublic());

        assertThat(id).hasSize(64);
        assertThat(CredentialId.normal(id)).isEqualTo(id);
        assertThat(CredentialId.normal("sha384-" + id)).isEqualTo(id);
        assertThat(CredentialId.normal(id.replace('+', '-').replace('/', '_'))).isEqualTo(id);
        assertThat(CredentialId.normal(CredentialId.multibase(id))).isEqualTo(id);
        assertThat(CredentialId.multibase(id)).matches("z[1-9A-HJ-NP-Za-km-z]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "zO0Il",
                "../../etc/passwd",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz0"
            })
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> CredentialId.normal(text)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> CredentialId.inPath(text))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type().status()).isEqualTo(404));
    }

    @Test
    void anEndIsAnEnd() {
        assertThat(CredentialStatus.REVOKED.mayBecome(CredentialStatus.VALID)).isFalse();
        assertThat(CredentialStatus.EXPIRED.mayBecome(CredentialStatus.VALID)).isFalse();
        assertThat(CredentialStatus.SUSPENDED.mayBecome(CredentialStatus.VALID)).isTrue();
        assertThat(CredentialStatus.VALID.mayBecome(CredentialStatus.EXPIRED)).isFalse();
    }
}
