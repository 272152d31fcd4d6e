package eu.twintown.node.trust.key;

import eu.twintown.node.http.outgoing.OutgoingClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches keys that lie outside the node: in a PKCS#11 module, a PKCS#12 file or a key service. */
final class ExternalKeys {
    private static final Map<Path, Provider> MODULES = new ConcurrentHashMap<>();

    private ExternalKeys() {}

    static SigningKey load(KeyPurpose purpose, ExternalKey where, OutgoingClient outgoing, InstantSource clock) {
        KeyDates dates = KeyDates.from(clock.instant());
        return switch (where) {
            case ExternalKey.Transit transit -> new TransitEngine(transit, outgoing).key(purpose, dates);
            case ExternalKey.Pkcs12 file -> SigningKey.elsewhere(purpose, pkcs12(file), dates);
            case ExternalKey.Pkcs11 module -> SigningKey.elsewhere(purpose, pkcs11(module), dates);
        };
    }

    private static KeyPair pkcs12(ExternalKey.Pkcs12 where) {
        char[] password = where.password().text().toCharArray();
        try (InputStream in = Files.newInputStream(where.file())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return pair(store, where.alias(), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The key file " + where.file() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyPair pkcs11(ExternalKey.Pkcs11 where) {
        char[] pin = where.pin().text().toCharArray();
        try {
            Provider provider = MODULES.computeIfAbsent(where.providerFile().toAbsolutePath(), ExternalKeys::module);
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return pair(store, where.alias(), pin);
        } catch (IOException | GeneralSecurityException | ProviderException | InvalidParameterException e) {
            throw new IllegalStateException(
                    "The PKCS#11 module of " + where.providerFile() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Signature engines are chosen by the key, among the registered providers; so several keys share one for each file. */
    private static Provider module(Path file) {
        Provider plain = Security.getProvider("SunPKCS11");
        if (plain == null) {
            throw new IllegalStateException("This Java has no SunPKCS11 provider");
        }
        Provider provider = plain.configure(file.toString());
        if (Security.addProvider(provider) < 0) {
            throw new IllegalStateException("Two provider files have the same name, '" + provider.getName()
                    + "'; give the one of " + file + " another");
        }
        return provider;
    }

    private static KeyPair pair(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        Certificate certificate = store.getCertificate(alias);
        if (certificate == null || !(store.getKey(alias, password) instanceof PrivateKey key)) {
            throw new IllegalStateException("There is no private key with a certificate under the alias " + alias);
        }
        return new KeyPair(certificate.getPublicKey(), key);
    }
}
