package eu.twintown.node.trust.key;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A text in the key-value store (version 2) of HashiCorp Vault or OpenBao.
 *
 * @param path where it lies, such as {@code secret/data/twintown}
 * @param field name of the value there
 */
public record VaultSecret(URI url, ExternalKey.Secret token, String path, String field) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Reads it.
     *
     * @throws IllegalStateException where it cannot be had
     */
    public KeySettings.Passphrase read(OutgoingClient outgoing) {
        URI uri = URI.create(url.toString().replaceAll("/+$", "") + "/v1/" + path);
        try {
            OutgoingClient.Response response = outgoing.send(new OutgoingClient.Request(
                    "GET", uri, Map.of("X-Vault-Token", token.text()), new byte[0], PATIENCE));
            if (response.status() != 200) {
                throw new IllegalStateException("The key service " + uri + " answered " + response.status());
            }
            String text = StrictJson.object(response.body())
                    .path("data")
                    .path("data")
                    .path(field)
                    .asString("");
            if (text.isEmpty()) {
                throw new IllegalStateException("There is no '" + field + "' in " + uri);
            }
            return new KeySettings.Passphrase(text);
        } catch (OutgoingException | TrustException e) {
            throw new IllegalStateException("The key service " + uri + " cannot be used: " + e.getMessage(), e);
        }
    }
}
