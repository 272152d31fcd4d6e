package eu.twintown.node.trust.simpl;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.TestCa;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import eu.twintown.node.trust.simpl.tier.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SimplSettingsReaderTest {
    private static final String LEAST = """
            simpl:
              authority: {tier1: "https://a.example/", tier2: "https://t2.a.example"}
              participant: {organisation: Stad Gent, country: BE, host-name: t2.gent.example}
            """;

    @TempDir
    private Path folder;

    private final List<String> faults = new ArrayList<>();

    private Optional<SimplSettings> read(String yaml) {
        return SimplSettingsReader.read(new ConfigNode(new YAMLMapper().readTree(yaml), folder, faults));
    }

    @Test
    void aNodeWithoutTheSectionTakesPartInNoDataSpace() {
        assertThat(read("node: {name: ghent}")).isEmpty();
    }

    @Test
    void needsTheAuthorityAndWhatGoesIntoTheCertificate() {
        SimplSettings settings = read(LEAST).orElseThrow();

        assertThat(faults).isEmpty();
        assertThat(settings.authority().tier1()).isEqualTo(URI.create("https://a.example"));
        assertThat(settings.authority().version()).isEqualTo(Version.AUTO);
        assertThat(settings.authority().signIn().tokenUrl().toString())
                .startsWith("https://a.example/auth/realms/authority/");
        assertThat(settings.revocation().required()).isTrue();
        assertThat(settings.participant().automatic()).isTrue();
    }

    @Test
    void theDocumentedSectionIsFine() throws IOException {
        Files.writeString(folder.resolve("simpl-password"), "secret\n");
        Files.writeString(
                folder.resolve("anchors.pem"),
                Pem.of(List.of(TestCa.root("Root").certificate())));
        String guide = Files.readString(Path.of("../docs/simpl.md"));
        Matcher yaml = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(yaml.find()).isTrue();

        SimplSettings settings = read(yaml.group(1)).orElseThrow();
        assertThat(faults).isEmpty();
        assertThat(settings.authority().signIn().password()).isEqualTo("secret");
        assertThat(settings.authority().signIn().toString()).doesNotContain("secret");
        assertThat(settings.authority().anchors()).hasSize(1);
        assertThat(settings.tier2().needs()).containsExactly("CONSUMER");
        assertThat(settings.revocation().stale()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void tellsEveryFaultWithItsPlace() {
        read("""
                simpl:
                  authority: {tier1: "https://a.example", version: 3, prefixes: {kitchen: /k}}
                  participant: {organisation: Stad Gent}
                  roles: {CONSUMER: [emperor]}
                  tier3: {}
                """);

        assertThat(faults)
                .anyMatch(fault -> fault.startsWith("simpl.tier3: unknown key"))
                .anyMatch(fault -> fault.startsWith("simpl.authority.tier2: is missing"))
                .anyMatch(fault -> fault.startsWith("simpl.authority.version: '3'"))
                .anyMatch(fault -> fault.startsWith("simpl.authority.prefixes.kitchen"))
                .anyMatch(fault -> fault.startsWith("simpl.participant.host-name: is missing"))
                .anyMatch(fault -> fault.startsWith("simpl.roles.CONSUMER: 'emperor'"));
    }

    @Test
    void prefixesOfGatewaysStandBeforeThePaths() {
        SimplSettings settings = read(LEAST.replace(
                        "tier1:", "prefixes: {identity-provider: /identity-provider}, tier1:"))
                .orElseThrow();

        assertThat(settings.authority().tier2(Service.IDENTITY_PROVIDER, "/tier2/v2/echo"))
                .isEqualTo(URI.create("https://t2.a.example/identity-provider/tier2/v2/echo"));
        assertThat(settings.authority().tier1(Service.ONBOARDING, "/v1/x"))
                .isEqualTo(URI.create("https://a.example/v1/x"));
    }
}
