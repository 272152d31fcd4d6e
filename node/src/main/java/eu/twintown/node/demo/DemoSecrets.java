package eu.twintown.node.demo;

import eu.twintown.node.trust.oidc.PasswordHash;
import eu.twintown.node.trust.oidc.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Passwords of one run of the demo: made at its start, in files that only their owner may read, and known to the nodes by
 * their hashes.
 */
final class DemoSecrets {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final String notary = Secrets.random();
    private final String client = Secrets.random();

    private DemoSecrets(Path folder) {
        this.folder = folder;
    }

    /** Makes new ones; those of an earlier run are gone then. */
    static DemoSecrets make(Path demo) {
        DemoSecrets secrets = new DemoSecrets(demo.resolve("secrets"));
        try {
            Files.createDirectories(secrets.folder);
            write(secrets.notaryFile(), secrets.notary);
            write(secrets.clientFile(), secrets.client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets;
    }

    /** Into a new file that only its owner may read. */
    static void write(Path file, String secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        Files.writeString(file, secret, StandardOpenOption.WRITE);
    }

    /** Holds the password of the authority's notary. */
    Path notaryFile() {
        return folder.resolve("notary");
    }

    /** Holds the secret of the client {@code demo} at both nodes. */
    Path clientFile() {
        return folder.resolve("client");
    }

    /** Holds the header of somebody who is signed in at this city's node. */
    Path headerFile(City city) {
        return folder.resolve(city.id() + ".header");
    }

    String notary() {
        return notary;
    }

    String client() {
        return client;
    }

    String notaryHash() {
        return PasswordHash.of(notary);
    }

    String clientHash() {
        return PasswordHash.of(client);
    }
}
