package eu.twintown.node.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.KeySettings.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRingTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private Instant now = START;

    private KeyRing open() {
        return KeyRing.open(folder, () -> now);
    }

    private KeyRing open(KeySettings settings) {
        return KeyRing.open(folder, settings, new OutgoingClient(OutgoingRules.PUBLIC_ONLY), () -> now);
    }

    private static KeySettings under(String passphrase) {
        return with(Optional.of(new Passphrase(passphrase)), KeyAlgorithm.ES256);
    }

    private static KeySettings with(Optional<Passphrase> passphrase, KeyAlgorithm algorithm) {
        return new KeySettings(passphrase, algorithm, Duration.ofDays(30), Duration.ofDays(365), Map.of());
    }

    @Test
    void theSameKeysAreThereAfterARestart() {
        KeyRing before = open();
        String node = before.active(KeyPurpose.NODE).kid();
        String tier2 = before.active(KeyPurpose.TIER2).kid();

        KeyRing after = open();

        assertThat(after.active(KeyPurpose.NODE).kid()).isEqualTo(node).isNotEqualTo(tier2);
        assertThat(after.active(KeyPurpose.TIER2).kid()).isEqualTo(tier2);
        assertThat(after.active(KeyPurpose.NODE).createdAt()).isEqualTo(START);
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "EDDSA", "RS256"})
    void whatAKeySignsItsPublicHalfVerifies(KeyAlgorithm algorithm) {
        KeyRing ring = open();
        SigningKey key = ring.rotate(KeyPurpose.LOCAL_ISSUER, algorithm);
        SigningKey read = open().active(KeyPurpose.LOCAL_ISSUER);

        Jws token = Jws.parse(read.sign(StrictJson.object(), StrictJson.object().put("iss", "me")));

        token.verify(key.verificationKey("k"));
        assertThat(token.kid()).isEqualTo(key.kid());
        assertThat(token.algorithm()).isEqualTo(algorithm);
        assertThatThrownBy(() -> token.verify(SigningKey.ephemeral(algorithm).verificationKey("other")))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("not one of the key other");
    }

    @Test
    void aRotatedKeyVerifiesForItsTimeAndStaysInTheHistory() {
        KeyRing ring = open();
        SigningKey old = ring.active(KeyPurpose.NODE);
        now = START.plus(Duration.ofDays(100));
        SigningKey fresh = ring.rotate(KeyPurpose.NODE);

        assertThat(ring.active(KeyPurpose.NODE).kid()).isEqualTo(fresh.kid());
        assertThat(ring.published(KeyPurpose.NODE)).extracting(SigningKey::kid).containsExactly(fresh.kid(), old.kid());
        assertThat(ring.find(old.kid())).isPresent();

        now = now.plus(Duration.ofDays(31));
        KeyRing later = open();
        assertThat(later.published(KeyPurpose.NODE)).extracting(SigningKey::kid).containsExactly(fresh.kid());
        assertThat(later.find(old.kid())).isEmpty();
        assertThat(later.history(KeyPurpose.NODE)).singleElement().satisfies(key -> {
            assertThat(key.kid()).isEqualTo(old.kid());
            assertThat(key.retiredAt()).contains(START.plus(Duration.ofDays(100)));
        });
    }

    @Test
    void noPrivateKeyLiesOnDiskInTheClear() throws IOException {
        SigningKey key = open().active(KeyPurpose.NODE);
        String text = Files.readString(folder.resolve("keyring.json"));

        assertThat(text)
                .contains(key.kid())
                .doesNotContain(
                        Base64.getEncoder().encodeToString(key.privateKey().getEncoded()))
                .doesNotContain("\"d\"");
        assertThat(key.toString()).isEqualTo("node key " + key.kid());
    }

    @Test
    void filesAreForTheirOwnerOnly() throws IOException {
        open().active(KeyPurpose.NODE);

        for (String name : new String[] {"keyring.json", "secret"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void withAPassphraseThereIsNoGeneratedSecret() {
        String kid = open(under("a random secret of at least forty-three characters"))
                .active(KeyPurpose.NODE)
                .kid();

        assertThat(folder.resolve("secret")).doesNotExist();
        assertThat(open(under("a random secret of at least forty-three characters"))
                        .active(KeyPurpose.NODE)
                        .kid())
                .isEqualTo(kid);
        assertThatThrownBy(() -> open(under("a wrong passphrase of forty-three characters or more")))
                .hasMessageContaining("configured passphrase")
                .hasMessageNotContaining("a wrong passphrase");
        assertThatThrownBy(this::open).hasMessageContaining("keys.passphrase-file");
    }

    @Test
    void aNewPassphraseOpensTheSameKeysAndWhatWasSealed() {
        KeyRing before = open();
        String kid = before.active(KeyPurpose.NODE).kid();
        String sealed = before.box().seal("client:x", new byte[] {1, 2, 3});

        KeyRing.changePassphrase(
                folder, Optional.empty(), new Passphrase("a random secret of at least forty-three characters"));

        assertThat(folder.resolve("secret")).doesNotExist();
        KeyRing after = open(under("a random secret of at least forty-three characters"));
        assertThat(after.active(KeyPurpose.NODE).kid()).isEqualTo(kid);
        assertThat(after.box().unseal("client:x", sealed)).containsExactly(1, 2, 3);
    }

    @Test
    void aSealedSecretOpensInItsContextOnly() {
        SecretBox box = open().box();
        String sealed = box.seal("client:a", new byte[] {1});

        assertThatThrownBy(() -> box.unseal("client:b", sealed)).hasMessageContaining("client:b");
        assertThatThrownBy(() -> box.unseal("client:a", "AAAA")).hasMessageContaining("cut off");
    }

    @Test
    void theSettingDecidesTheAlgorithmOfTheNodeAndNeverThatOfTier2() {
        KeyRing ring = open(with(Optional.empty(), KeyAlgorithm.EDDSA));

        assertThat(ring.active(KeyPurpose.NODE).algorithm()).isEqualTo(KeyAlgorithm.EDDSA);
        assertThat(ring.active(KeyPurpose.TIER2).algorithm()).isEqualTo(KeyAlgorithm.ES256);
        assertThatThrownBy(() -> ring.rotate(KeyPurpose.TIER2, KeyAlgorithm.EDDSA))
                .hasMessageContaining("ECDSA P-256");
    }

    @Test
    void aKeyMadeElsewhereBecomesTheActiveOne() {
        KeyRing ring = open();
        String before = ring.active(KeyPurpose.TIER2).kid();
        KeyPair pair = SigningKey.generate(KeyAlgorithm.ES256);

        SigningKey imported = ring.importKey(KeyPurpose.TIER2, pair);

        assertThat(open().active(KeyPurpose.TIER2).kid()).isEqualTo(imported.kid());
        assertThat(open().history(KeyPurpose.TIER2)).extracting(SigningKey::kid).containsExactly(before);
    }

    @Test
    void thePlainKeyOfTheFirstVersionIsTakenOverAndDeleted() throws IOException {
        KeyPair pair = SigningKey.generate(KeyAlgorithm.ES256);
        Files.writeString(
                folder.resolve("node.key"),
                Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
        Files.writeString(
                folder.resolve("node.pub"),
                Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()));

        SigningKey key = open().active(KeyPurpose.NODE);

        assertThat(key.publicKey()).isEqualTo(pair.getPublic());
        assertThat(folder.resolve("node.key")).doesNotExist();
        assertThat(open().active(KeyPurpose.NODE).kid()).isEqualTo(key.kid());
    }

    @Test
    void aChangedKeyRingIsRefused() throws IOException {
        open().active(KeyPurpose.NODE);
        Path file = folder.resolve("keyring.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("\"purpose\" : \"node\"", "\"purpose\" : \"tier2\""));

        assertThatThrownBy(this::open).hasMessageContaining("does not open");

        Files.writeString(file, "{");
        assertThatThrownBy(this::open).hasMessageContaining(folder.toString());
    }
}
