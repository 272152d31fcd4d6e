package eu.twintown.node.trust.simpl;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.simpl.onboarding.ParticipantSettings;
import eu.twintown.node.trust.simpl.proof.ClaimNames;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.SignIn;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings.Version;
import eu.twintown.node.trust.simpl.tier.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code simpl}; docs/simpl.md explains every key. */
public final class SimplSettingsReader {
    private static final URI NOWHERE = URI.create("https://invalid.invalid");

    private SimplSettingsReader() {}

    /** Empty where the file has no such section. */
    public static Optional<SimplSettings> read(ConfigNode root) {
        if (!root.has("simpl")) {
            return Optional.empty();
        }
        ConfigNode simpl = root.section("simpl");
        simpl.allowOnly("authority", "participant", "tier2", "proof", "revocation", "roles", "catalogue", "dataspace");
        return Optional.of(new SimplSettings(
                authority(simpl.section("authority")),
                participant(simpl.section("participant")),
                listener(simpl.section("tier2")),
                proof(simpl.section("proof")),
                revocation(simpl.section("revocation")),
                roles(simpl.section("roles")),
                dataspace(simpl)));
    }

    private static AuthoritySettings authority(ConfigNode node) {
        node.allowOnly("tier1", "tier2", "version", "prefixes", "sign-in", "trust-anchors", "timeout");
        URI tier1 = base(node, "tier1");
        Version version =
                switch (node.oneOf("version", "auto", "auto", "1", "2")) {
                    case "1" -> Version.V1;
                    case "2" -> Version.V2;
                    default -> Version.AUTO;
                };
        Map<Service, String> prefixes = new EnumMap<>(Service.class);
        ConfigNode section = node.section("prefixes");
        for (Service service : Service.values()) {
            prefixes.put(service, section.text(service.key(), ""));
        }
        section.allowOnly(prefixes.keySet().stream().map(Service::key).toArray(String[]::new));
        return new AuthoritySettings(
                tier1,
                base(node, "tier2"),
                version,
                prefixes,
                signIn(node.section("sign-in"), tier1),
                anchors(node),
                node.duration("timeout", Duration.ofSeconds(20)));
    }

    private static URI base(ConfigNode node, String key) {
        if (!node.has(key)) {
            node.fault(key, "is missing");
        }
        return node.uri(key)
                .map(uri -> URI.create(uri.toString().replaceFirst("/+$", "")))
                .orElse(NOWHERE);
    }

    private static SignIn signIn(ConfigNode node, URI tier1) {
        node.allowOnly("token-url", "client-id", "username", "password-file");
        return new SignIn(
                node.uri("token-url")
                        .orElseGet(() -> URI.create(tier1 + "/auth/realms/authority/protocol/openid-connect/token")),
                node.text("client-id", "frontend-cli"),
                node.text("username", ""),
                node.file("password-file")
                        .map(file -> content(node, "password-file", file))
                        .map(String::strip)
                        .orElse(""));
    }

    private static List<X509Certificate> anchors(ConfigNode node) {
        return node.file("trust-anchors")
                .map(file -> {
                    try {
                        return Pem.certificates(content(node, "trust-anchors", file));
                    } catch (IllegalArgumentException e) {
                        node.fault("trust-anchors", String.valueOf(e.getMessage()));
                        return List.<X509Certificate>of();
                    }
                })
                .orElse(List.of());
    }

    private static String content(ConfigNode node, String key, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            node.fault(key, file + " cannot be read");
            return "";
        }
    }

    private static ParticipantSettings participant(ConfigNode node) {
        node.allowOnly("organisation", "organisational-unit", "country", "host-name", "renew-before", "automatic");
        return new ParticipantSettings(
                node.text("organisation"),
                node.text("organisational-unit", "Digital Twin"),
                node.text("country"),
                node.text("host-name"),
                node.duration("renew-before", Duration.ofDays(30)),
                node.flag("automatic", true));
    }

    private static SimplSettings.Dataspace dataspace(ConfigNode simpl) {
        ConfigNode node = simpl.section("dataspace");
        node.allowOnly("offered", "peers");
        boolean offered = node.flag("offered", false);
        if (offered && simpl.section("tier2").integer("port", 8443, 0, 65535) == 0) {
            node.fault("offered", "needs a fixed simpl.tier2.port, because others are told the address");
        }
        return new SimplSettings.Dataspace(offered, node.texts("peers"));
    }

    private static SimplSettings.Listener listener(ConfigNode node) {
        node.allowOnly("host", "port", "needs", "without-proof");
        return new SimplSettings.Listener(
                node.text("host", "127.0.0.1"),
                node.integer("port", 8443, 0, 65535),
                node.texts("needs"),
                node.texts("without-proof"));
    }

    private static ProofSettings proof(ConfigNode node) {
        node.allowOnly("claims", "keys", "keys-file", "refresh-before", "longest-life", "clock-tolerance", "preflight");
        ConfigNode claims = node.section("claims");
        claims.allowOnly("participant-id", "organisation", "attributes", "credential-id", "certificate");
        ClaimNames usual = ClaimNames.USUAL;
        return new ProofSettings(
                new ClaimNames(
                        names(claims, "participant-id", usual.participantId()),
                        names(claims, "organisation", usual.organisation()),
                        names(claims, "attributes", usual.attributes()),
                        names(claims, "credential-id", usual.credentialId()),
                        names(claims, "certificate", usual.certificate())),
                node.uri("keys"),
                node.file("keys-file")
                        .map(file -> content(node, "keys-file", file))
                        .orElse(""),
                node.duration("refresh-before", Duration.ofSeconds(30)),
                node.duration("longest-life", Duration.ofMinutes(10)),
                node.duration("clock-tolerance", Duration.ofSeconds(60)),
                node.text("preflight", ""));
    }

    private static List<String> names(ConfigNode claims, String key, List<String> usual) {
        return claims.has(key) ? claims.texts(key) : usual;
    }

    private static RevocationSettings revocation(ConfigNode node) {
        node.allowOnly("fresh", "stale", "required");
        return new RevocationSettings(
                node.duration("fresh", Duration.ofMinutes(1)),
                node.duration("stale", Duration.ofMinutes(10)),
                node.flag("required", true));
    }

    private static Map<String, List<String>> roles(ConfigNode node) {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        for (String attribute : node.keys()) {
            List<String> granted = new ArrayList<>();
            for (String role : node.texts(attribute)) {
                try {
                    granted.add(Role.valueOf(role.toUpperCase(Locale.ROOT)).name());
                } catch (IllegalArgumentException e) {
                    node.fault(attribute, "'" + role + "' is not a role; roles: " + List.of(Role.values()));
                }
            }
            roles.put(attribute, granted);
        }
        return roles;
    }
}
