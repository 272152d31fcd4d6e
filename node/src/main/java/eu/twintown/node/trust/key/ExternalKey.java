package eu.twintown.node.trust.key;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where a key lies that the node does not keep itself. */
public sealed interface ExternalKey {

    /**
     * A key in a PKCS#11 module, reached through the JDK's SunPKCS11 provider.
     *
     * @param providerFile configuration of the provider: its name and the path of the module's library
     */
    record Pkcs11(Path providerFile, Secret pin, String alias) implements ExternalKey {}

    /** A key in a PKCS#12 file with its certificate. */
    record Pkcs12(Path file, Secret password, String alias) implements ExternalKey {}

    /**
     * A key in the transit engine of HashiCorp Vault or OpenBao, which signs and never gives the key away.
     *
     * @param mount path of the transit engine, such as {@code transit}
     * @param namespace namespace, where there are some
     */
    record Transit(URI url, Secret token, String mount, String key, Optional<String> namespace)
            implements ExternalKey {}

    /** A secret text that does not show itself. */
    record Secret(String text) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }
}
