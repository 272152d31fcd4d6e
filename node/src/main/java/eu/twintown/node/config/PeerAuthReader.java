package eu.twintown.node.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads how this node proves itself to one peer. */
final class PeerAuthReader {
    private PeerAuthReader() {}

    static PeerAuth read(ConfigNode peer) {
        PeerAuth.Method method = PeerAuth.Method.valueOf(
                peer.oneOf("auth", "dcp", "dcp", "oauth2", "mtls", "none").toUpperCase(Locale.ROOT));
        Optional<String> did = peer.optionalText("did");
        if (did.isPresent() && !did.get().startsWith("did:")) {
            peer.fault("did", "must be a DID, such as did:web:twin.example.org");
        }
        if (method == PeerAuth.Method.OAUTH2 && !peer.has("oauth2")) {
            peer.fault("oauth2", "is missing; auth: oauth2 needs token-url, client-id and client-secret-file");
        }
        if (method == PeerAuth.Method.MTLS && !peer.has("mtls")) {
            peer.fault("mtls", "is missing; auth: mtls needs certificate and key");
        }
        return new PeerAuth(
                method,
                did,
                method == PeerAuth.Method.OAUTH2 ? oauth2(peer.section("oauth2")) : Optional.empty(),
                method == PeerAuth.Method.MTLS ? mtls(peer.section("mtls")) : Optional.empty());
    }

    private static Optional<PeerAuth.OAuth2> oauth2(ConfigNode node) {
        node.allowOnly("token-url", "client-id", "client-secret-file", "scope");
        Optional<URI> url = node.uri("token-url");
        if (!node.has("token-url")) {
            node.fault("token-url", "is missing");
        }
        String client = node.text("client-id");
        Optional<String> secret = secret(node);
        return url.isPresent() && secret.isPresent()
                ? Optional.of(new PeerAuth.OAuth2(url.get(), client, secret.get(), node.optionalText("scope")))
                : Optional.empty();
    }

    private static Optional<String> secret(ConfigNode node) {
        Optional<Path> file = node.file("client-secret-file");
        if (file.isEmpty()) {
            node.fault("client-secret-file", "is missing");
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file.get()).strip());
        } catch (IOException e) {
            node.fault("client-secret-file", file.get() + " cannot be read");
            return Optional.empty();
        }
    }

    private static Optional<PeerAuth.Mtls> mtls(ConfigNode node) {
        node.allowOnly("certificate", "key", "trust");
        Optional<Path> certificate = node.file("certificate");
        Optional<Path> key = node.file("key");
        if (certificate.isEmpty()) {
            node.fault("certificate", "is missing");
        }
        if (key.isEmpty()) {
            node.fault("key", "is missing");
        }
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new PeerAuth.Mtls(certificate.get(), key.get(), node.file("trust")))
                : Optional.empty();
    }
}
