package eu.twintown.node.trust.oidc.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds out which client asks for a token (RFC 6749, section 2.3): its secret in the Authorization header or in the form,
 * or its id alone where it is a public one.
 */
final class ClientProof {
    private static final String BASIC = "basic ";
    private static final String NO_HASH = PasswordHash.none();

    private final Accounts accounts;
    private final Attempts attempts;

    /** Secrets that were right a while ago, by fingerprint: the hash is slow on purpose, and machines come often. */
    private final Cache<String, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    private record Shown(String id, Optional<String> secret) {}

    ClientProof(Accounts accounts, Attempts attempts) {
        this.accounts = accounts;
        this.attempts = attempts;
    }

    /**
     * The client.
     *
     * @throws OAuthError invalid_client
     */
    SignInSettings.Client client(Optional<String> authorization, Parameters form, String address) {
        Shown shown = authorization
                .map(ClientProof::basic)
                .orElseGet(() -> new Shown(
                        form.asMap().getOrDefault("client_id", ""),
                        Optional.ofNullable(form.asMap().get("client_secret"))));
        Optional<SignInSettings.Client> client = accounts.client(shown.id());
        boolean publicClient = client.isPresent() && client.get().secretHash().isEmpty();
        if (publicClient ? shown.secret().isPresent() : !secretIsRight(client, shown, address)) {
            throw new OAuthError("invalid_client", "The client is not known or its secret is wrong");
        }
        return client.orElseThrow(() -> new OAuthError("invalid_client", "The client is not known"));
    }

    private boolean secretIsRight(Optional<SignInSettings.Client> client, Shown shown, String address) {
        String secret = shown.secret().orElse("");
        if (secret.isEmpty()) {
            return false;
        }
        String hash = client.flatMap(SignInSettings.Client::secretHash).orElse(NO_HASH);
        String memory = Secrets.fingerprint(hash + " " + secret);
        if (proven.getIfPresent(memory) != null) {
            return client.isPresent();
        }
        String account = "client " + shown.id();
        attempts.take(account, address);
        if (!PasswordHash.matches(secret, hash) || client.isEmpty()) {
            return false;
        }
        attempts.succeeded(account, address);
        proven.put(memory, true);
        return true;
    }

    private static Shown basic(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw new OAuthError("invalid_client", "The Authorization header must be of the scheme Basic");
        }
        try {
            String pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new Shown(decoded(pair.substring(0, colon)), Optional.of(decoded(pair.substring(colon + 1))));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new OAuthError("invalid_client", "The Authorization header is malformed");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
