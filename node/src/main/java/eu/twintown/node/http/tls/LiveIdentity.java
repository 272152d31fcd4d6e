package eu.twintown.node.http.tls;

import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The identity that handshakes use, replaceable while connections come and go: a handshake that has begun ends with the
 * identity that it began with, the next one takes the new.
 *
 * <p>A handshake asks for an alias first, and then, by it, for chain and key. So each identity has an alias of its own,
 * and the one before stays known.
 */
public final class LiveIdentity extends X509ExtendedKeyManager {
    private volatile State state;
    private final Runnable beforeUse;

    private record Named(String alias, TlsIdentity identity) {}

    /** The identity in use and the one before; null where there is none. */
    private record State(
            long generation,
            @Nullable Named current,
            @Nullable Named previous) {}

    /** Begins with this identity. */
    public LiveIdentity(TlsIdentity first) {
        this(new State(1, new Named("1", first), null));
    }

    private LiveIdentity(State state) {
        this.state = state;
        this.beforeUse = () -> {};
    }

    private LiveIdentity(Path chain, Path key, InstantSource clock) {
        IdentityFiles files = new IdentityFiles(chain, key, clock);
        this.state = new State(1, new Named("1", files.read()), null);
        this.beforeUse = () -> files.changed().ifPresent(this::replace);
    }

    /** No identity yet: handshakes fail (server) or show no certificate (client) until one is put in. */
    public static LiveIdentity none() {
        return new LiveIdentity(new State(0, null, null));
    }

    /**
     * The identity of two PEM files, which are read again after they have changed; a broken new version is logged, and
     * the one before stays in use.
     *
     * @throws IllegalArgumentException where the files do not hold a chain and its key now
     */
    public static LiveIdentity ofFiles(Path chain, Path key, InstantSource clock) {
        return new LiveIdentity(chain, key, clock);
    }

    /** Puts this identity into use for all handshakes that begin from now on. */
    public synchronized void replace(TlsIdentity next) {
        long generation = state.generation() + 1;
        state = new State(generation, new Named(Long.toString(generation), next), state.current());
    }

    /** The identity in use. */
    public Optional<TlsIdentity> current() {
        beforeUse.run();
        return Optional.ofNullable(state.current()).map(Named::identity);
    }

    private @Nullable String alias(String... keyTypes) {
        beforeUse.run();
        Named current = state.current();
        if (current == null) {
            return null;
        }
        String algorithm = current.identity().key().getAlgorithm();
        for (String type : keyTypes) {
            // Key types are JCA names; TLS 1.2 asks for EC_EC and RSA_PSS like variants too.
            if (type.equals(algorithm)
                    || type.startsWith(algorithm + "_")
                    || type.equals("RSASSA-PSS") && algorithm.equals("RSA")) {
                return current.alias();
            }
        }
        return null;
    }

    private Optional<TlsIdentity> named(String alias) {
        State now = state;
        if (now.current() != null && now.current().alias().equals(alias)) {
            return Optional.of(now.current().identity());
        }
        return Optional.ofNullable(now.previous())
                .filter(previous -> previous.alias().equals(alias))
                .map(Named::identity);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return named(alias)
                .map(TlsIdentity::chain)
                .map(chain -> chain.toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return named(alias).map(TlsIdentity::key).orElse(null);
    }

    /** The certificates in use, for people. */
    @Override
    public String toString() {
        return "LiveIdentity" + List.of(Optional.ofNullable(state.current()).map(Named::identity));
    }
}
