package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.credential.CredentialFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The section {@code credentials} of the configuration: what this node issues, and where wallets let codes be sent to.
 *
 * @param redirectUris of wallets, exactly as they send them
 */
public record IssuerSettings(List<CredentialConfiguration> configurations, Set<String> redirectUris) {
    private static final Map<String, CredentialFormat> FORMATS = Map.of(
            "jwt_vc_json",
            CredentialFormat.VC11_JWT,
            "vc+jwt",
            CredentialFormat.VC20_JWT,
            "dc+sd-jwt",
            CredentialFormat.SD_JWT);

    public IssuerSettings {
        configurations = List.copyOf(configurations);
        redirectUris = Set.copyOf(redirectUris);
    }

    /** Reads the section and reports its faults. */
    public static IssuerSettings read(ConfigNode root) {
        ConfigNode section = root.section("credentials");
        section.allowOnly("issued", "wallet-redirects");
        List<CredentialConfiguration> issued = section.has("issued")
                ? section.list("issued").stream()
                        .map(IssuerSettings::configuration)
                        .toList()
                : CredentialConfiguration.memberships();
        Set<String> ids = new HashSet<>();
        for (CredentialConfiguration one : issued) {
            if (!ids.add(one.id())) {
                section.fault("issued", "has '" + one.id() + "' twice");
            }
        }
        return new IssuerSettings(issued, Set.copyOf(section.texts("wallet-redirects")));
    }

    private static CredentialConfiguration configuration(ConfigNode node) {
        node.allowOnly("id", "format", "types", "title", "valid-for", "selective");
        String id = node.text("id");
        List<String> types = node.texts("types");
        if (types.isEmpty()) {
            node.fault("types", "is missing; name the type of the credential");
        }
        String format = node.oneOf(
                "format", "jwt_vc_json", FORMATS.keySet().stream().sorted().toArray(String[]::new));
        return new CredentialConfiguration(
                id,
                FORMATS.getOrDefault(format, CredentialFormat.VC11_JWT),
                types.isEmpty() ? List.of(id) : types,
                node.text("title", id),
                node.duration("valid-for", Duration.ofDays(365)),
                Set.copyOf(node.texts("selective")));
    }
}
