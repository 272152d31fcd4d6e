package eu.twintown.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigReaderTest {
    @TempDir
    Path folder;

    private static final String LEAST = """
            node:
              name: muenster
              country: DE
            """;

    @Test
    void needsOnlyNameAndCountry() throws Exception {
        NodeConfig config = fine(LEAST, Map.of());

        assertThat(config.identity().title()).isEqualTo("muenster");
        assertThat(config.identity().publicUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(config.server().host()).isEqualTo("127.0.0.1");
        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.store().directory()).isEqualTo(folder.resolve("data"));
        assertThat(config.federation().timeoutMillis()).isEqualTo(5000);
    }

    @Test
    void tlsNeedsBothFilesAndMakesThePublicAddressHttps() throws Exception {
        NodeConfig config = fine(LEAST + "server: {tls: {certificate: tls/chain.pem, key: /etc/key.pem}}", Map.of());

        assertThat(config.server().tls())
                .contains(new NodeConfig.TlsFiles(folder.resolve("tls/chain.pem"), Path.of("/etc/key.pem")));
        assertThat(config.identity().publicUrl()).isEqualTo(URI.create("https://127.0.0.1:8080"));
        assertThatThrownBy(() -> fine(LEAST + "server: {tls: {certificate: chain.pem}}", Map.of()))
                .hasMessageContaining("server.tls.key: is missing");
    }

    @Test
    void readsEverySection() throws Exception {
        Files.writeString(folder.resolve("secret"), "hush\n");
        NodeConfig config = fine("""
                node: {name: gent, title: Stad Gent, country: BE, public-url: "https://twin.example", center: [3.72, 51.05], zoom: 12}
                server: {host: 0.0.0.0, port: 9000, cors-origins: ["https://a.example"], logs: json}
                store: {jdbc-url: "jdbc:postgresql://db/x", user: u, password-file: secret, schema: s}
                outgoing: {allow: [127.0.0.0/8], deny: [bad.example]}
                federation: {timeout: 1500ms}
                peers:
                  - {name: muenster, title: Stadt Münster, country: DE, url: "http://127.0.0.1:8081", types: [OffStreetParking]}
                """, Map.of());

        assertThat(config.identity().center()).contains(new NodeConfig.Position(3.72, 51.05));
        assertThat(config.server().jsonLogs()).isTrue();
        assertThat(config.store().jdbcUrl()).contains("jdbc:postgresql://db/x");
        assertThat(config.store().password()).contains("hush");
        assertThat(config.outgoing().allow()).containsExactly("127.0.0.0/8");
        assertThat(config.federation().timeoutMillis()).isEqualTo(1500);
        assertThat(config.peers()).singleElement().satisfies(peer -> {
            assertThat(peer.title()).isEqualTo("Stadt Münster");
            assertThat(peer.types()).containsExactly("OffStreetParking");
        });
    }

    @Test
    void theEnvironmentOverridesTheFile() throws Exception {
        NodeConfig config = fine(
                LEAST,
                Map.of(
                        "TWINTOWN_SERVER_PORT",
                        "9999",
                        "TWINTOWN_NODE_PUBLIC_URL",
                        "https://x.example",
                        "PATH",
                        "/bin"));

        assertThat(config.server().port()).isEqualTo(9999);
        assertThat(config.identity().publicUrl()).isEqualTo(URI.create("https://x.example"));
    }

    @Test
    void tellsAllFaultsAtOnceWithTheirPlace() throws Exception {
        assertThat(faults("""
                node: {name: Münster, country: Germany, center: [200, 1]}
                server: {port: 99999, colour: red}
                store: {jdbc-url: "mysql://x", directory: d}
                peers: [{name: gent, country: BE}]
                surprise: 1
                """))
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f).startsWith("surprise: unknown key"),
                        f -> assertThat(f).startsWith("node.name: 'Münster' must be"),
                        f -> assertThat(f).startsWith("node.country: 'Germany' is not"),
                        f -> assertThat(f).startsWith("node.center: must be [longitude, latitude]"),
                        f -> assertThat(f).startsWith("server.port: must be a whole number from 0 to 65535"),
                        f -> assertThat(f).startsWith("server.colour: unknown key"),
                        f -> assertThat(f).startsWith("store.jdbc-url: must start with"),
                        f -> assertThat(f).startsWith("store.directory: is for the embedded"),
                        f -> assertThat(f).startsWith("peers[0].url: is missing"),
                        f -> assertThat(f).startsWith("peers[0].types: name at least one"));
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThatThrownBy(() -> read("node:\n  name: [unclosed\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line")
                .hasMessageContaining("is not YAML");
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> ConfigFile.read(folder.resolve("nowhere.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void theDocumentedFileIsFine() throws Exception {
        String guide = Files.readString(Path.of("../docs/configuration.md"));
        String yaml = guide.substring(guide.indexOf("```yaml") + 7, guide.lastIndexOf("```"));

        NodeConfig config = fine(yaml, Map.of());

        assertThat(config.server().maxDepth()).isEqualTo(64);
        assertThat(config.peers()).hasSize(1);
    }

    private NodeConfig fine(String yaml, Map<String, String> environment) throws Exception {
        ConfigFile file = read(yaml, environment);
        NodeConfig config = NodeConfigReader.read(file.root());
        assertThat(file.faults()).isEmpty();
        return config;
    }

    private List<String> faults(String yaml) throws Exception {
        ConfigFile file = read(yaml, Map.of());
        NodeConfigReader.read(file.root());
        return file.faults();
    }

    private ConfigFile read(String yaml, Map<String, String> environment) throws Exception {
        Path file = folder.resolve("twintown.yaml");
        Files.writeString(file, yaml);
        return ConfigFile.read(file, environment);
    }
}
