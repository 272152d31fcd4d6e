package eu.twintown.node.space;

import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration of an authority on loopback, as files.
 *
 * @param folder where each process has a folder of its own
 * @param tier1 port of the people's listener
 * @param tier2 port of the agents' listener
 */
record AuthorityFiles(Path folder, int tier1, int tier2) {
    static final String OFFICER = "olivia";
    static final String PASSWORD = "very-secret";

    static AuthorityFiles in(Path folder) {
        return new AuthorityFiles(folder, freePort(), freePort());
    }

    /**
     * Writes {@code authority/twintown.yaml}.
     *
     * @param plainHosts hosts with ports, quoted, whose DID documents come without TLS
     */
    Path write(String plainHosts) {
        write("authority", "olivia.password", PASSWORD);
        return write("authority", "twintown.yaml", """
                node:
                  name: sandbox
                  title: Sandbox Data Space
                  country: BE
                  public-url: %s
                server:
                  port: %d
                %s
                outgoing:
                  allow: [127.0.0.0/8, "*.localhost"]
                identity:
                  did-http-hosts: [%s]
                authority:
                  tier2:
                    port: %d
                    name: t2.authority.localhost
                  users:
                    - name: %s
                      password-file: olivia.password
                      roles: [NOTARY, IATTR_M, T2IAA_M, GA_SCHEMA_ADMIN]
                """.formatted(
                        tier1Url(), tier1, store("authority"), plainHosts, tier2, OFFICER));
    }

    /** The section {@code store}: a schema of its own in the database of this JVM. */
    String store(String who) {
        StoreConfig store = StoreFixture.config();
        write(who, "database.password", store.password().orElseThrow());
        return """
                store:
                  jdbc-url: %s
                  user: %s
                  password-file: database.password
                  schema: %s
                """.formatted(store.jdbcUrl().orElseThrow(), store.user().orElseThrow(), store.schema())
                .strip();
    }

    Path write(String who, String name, String text) {
        try {
            return Files.writeString(
                    Files.createDirectories(folder.resolve(who)).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As nodes call it. */
    String tier1Url() {
        return "http://authority.localhost:" + tier1;
    }

    /** As nodes call it. */
    String tier2Url() {
        return "https://t2.authority.localhost:" + tier2;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
