package eu.twintown.node.trust.key;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.key.ExternalKey.Secret;
import eu.twintown.node.trust.key.KeySettings.Passphrase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code keys}. Secrets come from files or the environment, never from the configuration file. */
public final class KeySettingsReader {
    private static final String PASSPHRASE = "TWINTOWN_KEYS_PASSPHRASE";

    private final ConfigNode keys;
    private final Map<String, String> environment;

    public KeySettingsReader(ConfigNode keys, Map<String, String> environment) {
        this.keys = keys;
        this.environment = environment;
    }

    public KeySettings read() {
        keys.allowOnly("passphrase-file", "passphrase-vault", "algorithm", "keep-retired", "rotate-after", "external");
        boolean edDsa = keys.oneOf("algorithm", "ES256", "ES256", "EdDSA").equals("EdDSA");
        return new KeySettings(
                passphrase(),
                edDsa ? KeyAlgorithm.EDDSA : KeyAlgorithm.ES256,
                keys.duration("keep-retired", KeySettings.DEFAULT.keepRetired()),
                keys.duration("rotate-after", KeySettings.DEFAULT.expectedLife()),
                external());
    }

    /** Where the passphrase lies, if in a key service. */
    public Optional<VaultSecret> vaultPassphrase() {
        if (!keys.has("passphrase-vault")) {
            return Optional.empty();
        }
        ConfigNode vault = keys.section("passphrase-vault");
        vault.allowOnly("url", "token-file", "path", "field");
        return Optional.of(new VaultSecret(
                url(vault), secret(vault, "token-file"), vault.text("path"), vault.text("field", "passphrase")));
    }

    private Optional<Passphrase> passphrase() {
        String fromEnvironment = environment.getOrDefault(PASSPHRASE, "");
        if (!fromEnvironment.isEmpty()) {
            return Optional.of(new Passphrase(fromEnvironment));
        }
        return keys.file("passphrase-file")
                .flatMap(file -> text(keys, "passphrase-file", file).map(Passphrase::new));
    }

    private Map<KeyPurpose, ExternalKey> external() {
        Map<KeyPurpose, ExternalKey> external = new EnumMap<>(KeyPurpose.class);
        ConfigNode section = keys.section("external");
        for (String label : section.keys()) {
            Optional<KeyPurpose> purpose = KeyPurpose.ofLabel(label);
            if (purpose.isEmpty()) {
                section.fault(label, "unknown key; known here: node, local-issuer, tier2");
            } else {
                external.put(purpose.get(), external(section.section(label)));
            }
        }
        return external;
    }

    private static ExternalKey external(ConfigNode node) {
        return switch (node.oneOf("kind", "pkcs11", "pkcs11", "pkcs12", "vault")) {
            case "vault" -> {
                node.allowOnly("kind", "url", "token-file", "mount", "key", "namespace");
                yield new ExternalKey.Transit(
                        url(node),
                        secret(node, "token-file"),
                        node.text("mount", "transit"),
                        node.text("key"),
                        node.optionalText("namespace"));
            }
            case "pkcs12" -> {
                node.allowOnly("kind", "file", "password-file", "alias");
                yield new ExternalKey.Pkcs12(
                        node.path(node.text("file")), secret(node, "password-file"), node.text("alias"));
            }
            default -> {
                node.allowOnly("kind", "provider-file", "pin-file", "alias");
                yield new ExternalKey.Pkcs11(
                        node.path(node.text("provider-file")), secret(node, "pin-file"), node.text("alias"));
            }
        };
    }

    private static URI url(ConfigNode node) {
        if (!node.has("url")) {
            node.fault("url", "is missing");
        }
        return node.uri("url").orElse(URI.create("http://invalid.invalid"));
    }

    private static Secret secret(ConfigNode node, String key) {
        return new Secret(text(node, key, node.path(node.text(key))).orElse(""));
    }

    private static Optional<String> text(ConfigNode node, String key, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
            node.fault(key, file + " is empty");
        } catch (IOException e) {
            node.fault(key, file + " cannot be read");
        }
        return Optional.empty();
    }
}
