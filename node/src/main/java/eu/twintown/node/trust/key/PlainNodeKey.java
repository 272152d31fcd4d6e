package eu.twintown.node.trust.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The unencrypted key pair that the first version of Twintown left in its folder; taken over once. */
record PlainNodeKey(Path folder, KeyPair pair, Instant created) {

    static Optional<PlainNodeKey> find(Path folder) {
        Path publicFile = folder.resolve("node.pub");
        Path privateFile = folder.resolve("node.key");
        if (!Files.exists(publicFile) || !Files.exists(privateFile)) {
            return Optional.empty();
        }
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            Base64.Decoder base64 = Base64.getMimeDecoder();
            KeyPair pair = new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(base64.decode(PrivateFiles.read(publicFile)))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(PrivateFiles.read(privateFile)))));
            return Optional.of(new PlainNodeKey(
                    folder, pair, Files.getLastModifiedTime(publicFile).toInstant()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The key pair in " + folder + " cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        PrivateFiles.delete(folder.resolve("node.key"));
        PrivateFiles.delete(folder.resolve("node.pub"));
    }
}
