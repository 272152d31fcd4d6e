package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.http.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    private Settings read(TlsIdentity certificate, TlsIdentity key) throws IOException {
        Files.writeString(folder.resolve("chain.pem"), Pem.of(certificate.chain()));
        Files.writeString(
                folder.resolve("key.pem"), Pem.write("PRIVATE KEY", key.key().getEncoded()));
        Path file = Files.writeString(folder.resolve("twintown.yaml"), """
                node: {name: ghent, country: BE}
                server: {tls: {certificate: chain.pem, key: key.pem}}
                """);
        return Settings.read(file, Map.of());
    }

    @Test
    void aCertificateAndItsKeyAreTaken() throws IOException {
        TlsIdentity identity = TestCa.root("Root").identity("ghent");

        assertThat(read(identity, identity).config().server().scheme()).isEqualTo("https");
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsAFaultOfTheConfiguration() {
        TestCa root = TestCa.root("Root");

        assertThatThrownBy(() -> read(root.identity("ghent"), root.identity("gent")))
                .hasMessageContaining("server.tls: the private key is not that of the certificate");
    }
}
