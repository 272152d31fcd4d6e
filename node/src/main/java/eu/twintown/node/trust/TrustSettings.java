package eu.twintown.node.trust;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.anchor.AnchorSettings;
import eu.twintown.node.trust.anchor.AnchorSettings.Kind;
import eu.twintown.node.trust.anchor.AnchorSettings.Registry;
import eu.twintown.node.trust.anchor.TrustAnchor;
import eu.twintown.node.trust.certificate.ClientCertificateSettings;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jwks.IssuerAddress;
import eu.twintown.node.trust.key.KeySettings;
import eu.twintown.node.trust.key.KeySettingsReader;
import eu.twintown.node.trust.key.VaultSecret;
import eu.twintown.node.trust.recipient.RecipientSettings;
import eu.twintown.node.trust.status.StatusSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sections {@code identity}, {@code keys} and {@code trust} of the configuration.
 *
 * @param did the node's DID; empty = did:web of its public address
 * @param certificateChain PEM file with the X.509 chain of the node's key, for Gaia-X
 * @param clockTolerance how far the clocks of others may be apart from ours
 * @param vaultPassphrase where the passphrase of the keys lies, if in a key service
 * @param recipients what policies see of participants
 * @param clientCertificates whose certificates make a client a participant; empty = none are asked for
 */
public record TrustSettings(
        Optional<Did> did,
        Optional<Path> certificateChain,
        Duration clockTolerance,
        DidSettings dids,
        StatusSettings status,
        KeySettings keys,
        Optional<VaultSecret> vaultPassphrase,
        AnchorSettings anchors,
        RecipientSettings recipients,
        Optional<ClientCertificateSettings> clientCertificates) {

    /** Reads the sections and reports their faults. */
    public static TrustSettings read(ConfigNode root, Map<String, String> environment) {
        ConfigNode identity = root.section("identity");
        identity.allowOnly(
                "did",
                "did-cache",
                "did-stale",
                "did-http-hosts",
                "status-cache",
                "status-stale",
                "unsigned-status-lists",
                "certificate-chain",
                "clock-tolerance",
                "tolerant");
        KeySettingsReader keys = new KeySettingsReader(root.section("keys"), environment);
        return new TrustSettings(
                did(identity, "did"),
                identity.file("certificate-chain"),
                identity.duration("clock-tolerance", Duration.ofSeconds(60)),
                new DidSettings(
                        identity.duration("did-cache", DidSettings.DEFAULT.fresh()),
                        identity.duration("did-stale", DidSettings.DEFAULT.stale()),
                        new LinkedHashSet<>(identity.texts("did-http-hosts")),
                        identity.flag("tolerant", false)),
                new StatusSettings(
                        identity.duration("status-cache", StatusSettings.DEFAULT.fresh()),
                        identity.duration("status-stale", StatusSettings.DEFAULT.stale()),
                        identity.flag("unsigned-status-lists", false)),
                keys.read(),
                keys.vaultPassphrase(),
                anchors(root.section("trust")),
                RecipientSettings.read(root.section("trust")),
                ClientCertificateSettings.read(
                        root.section("trust"), root.section("server").has("tls")));
    }

    private static AnchorSettings anchors(ConfigNode trust) {
        trust.allowOnly(
                "anchors", "registries", "cache", "stale", "recipients", "recipient-stale", "client-certificates");
        return new AnchorSettings(
                trust.list("anchors").stream().map(TrustSettings::anchor).toList(),
                trust.list("registries").stream().map(TrustSettings::registry).toList(),
                trust.duration("cache", AnchorSettings.NONE.fresh()),
                trust.duration("stale", AnchorSettings.NONE.stale()));
    }

    private static TrustAnchor anchor(ConfigNode node) {
        node.allowOnly("did", "name", "types");
        if (!node.has("did")) {
            node.fault("did", "is missing");
        }
        String did = issuer(node);
        return new TrustAnchor(
                did,
                node.text("name", did),
                types(node),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                "configuration");
    }

    /** An issuer is named by a DID or, as SD-JWT VC and OpenID allow, by its address. */
    private static String issuer(ConfigNode node) {
        String text = node.text("did", "");
        if (!IssuerAddress.looksLikeOne(text)) {
            return did(node, "did").map(Did::value).orElse("");
        }
        try {
            return IssuerAddress.parse(text).text();
        } catch (TrustException e) {
            node.fault("did", e.reason());
            return "";
        }
    }

    private static Registry registry(ConfigNode node) {
        node.allowOnly("url", "kind", "signer", "types");
        if (!node.has("url")) {
            node.fault("url", "is missing");
        }
        String kind = node.oneOf("kind", "signed", "signed", "ebsi", "gaia-x");
        Optional<String> signer = did(node, "signer").map(Did::value);
        if (kind.equals("signed") && signer.isEmpty()) {
            node.fault("signer", "is missing; name the DID that signs the list");
        }
        return new Registry(
                node.uri("url").orElse(URI.create("http://invalid.invalid")),
                Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')),
                signer,
                types(node));
    }

    private static List<String> types(ConfigNode node) {
        return node.has("types") ? node.texts("types") : List.of(TrustAnchor.ANY);
    }

    private static Optional<Did> did(ConfigNode node, String key) {
        return node.optionalText(key).flatMap(text -> {
            try {
                return Optional.of(Did.parse(text));
            } catch (TrustException e) {
                node.fault(key, e.reason());
                return Optional.empty();
            }
        });
    }
}
