package eu.twintown.node.trust.certificate;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code trust.client-certificates} of the configuration.
 *
 * @param authorities certification authorities of the data space; what they have issued counts
 * @param revocation how the state of a certificate is looked up
 * @param participants common name of a certificate to the id of the participant
 */
public record ClientCertificateSettings(
        List<X509Certificate> authorities, RevocationSettings revocation, Map<String, String> participants) {

    public ClientCertificateSettings {
        authorities = List.copyOf(authorities);
        participants = Map.copyOf(participants);
    }

    /**
     * Empty = certificates of clients are not asked for.
     *
     * @param hasTls whether the listener speaks TLS itself
     */
    public static Optional<ClientCertificateSettings> read(ConfigNode trust, boolean hasTls) {
        if (!trust.has("client-certificates")) {
            return Optional.empty();
        }
        ConfigNode node = trust.section("client-certificates");
        node.allowOnly("authorities", "status-cache", "status-stale", "status-required", "participants");
        if (!hasTls) {
            node.fault("authorities", "needs server.tls: only a listener that speaks TLS itself sees certificates");
        }
        RevocationSettings usual = RevocationSettings.USUAL;
        return Optional.of(new ClientCertificateSettings(
                authorities(node),
                new RevocationSettings(
                        node.duration("status-cache", usual.fresh()),
                        node.duration("status-stale", usual.stale()),
                        node.flag("status-required", usual.required())),
                participants(node)));
    }

    private static List<X509Certificate> authorities(ConfigNode node) {
        Optional<Path> file = node.file("authorities");
        if (file.isEmpty()) {
            node.fault("authorities", "is missing; name a PEM file with the certificates of the data space's CAs");
            return List.of();
        }
        try {
            List<X509Certificate> found = Pem.certificates(Files.readString(file.get()));
            if (found.isEmpty() || found.stream().anyMatch(one -> one.getBasicConstraints() < 0)) {
                node.fault("authorities", "must hold certificates of certification authorities, and nothing else");
            }
            return found;
        } catch (IOException | IllegalArgumentException e) {
            node.fault("authorities", "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private static Map<String, String> participants(ConfigNode node) {
        Map<String, String> participants = new LinkedHashMap<>();
        for (ConfigNode one : node.list("participants")) {
            one.allowOnly("common-name", "id");
            participants.put(one.text("common-name"), one.text("id"));
        }
        return participants;
    }
}
