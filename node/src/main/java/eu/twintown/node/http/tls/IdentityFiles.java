package eu.twintown.node.http.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two PEM files that a renewal replaces. Looked at by the handshakes themselves, and not more often than every few
 * seconds; so there is no thread that watches.
 */
final class IdentityFiles {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityFiles.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Path chain;
    private final Path key;
    private final InstantSource clock;
    private List<FileTime> seen = List.of();
    private Instant lastLook = Instant.MIN;

    IdentityFiles(Path chain, Path key, InstantSource clock) {
        this.chain = chain;
        this.key = key;
        this.clock = clock;
    }

    synchronized TlsIdentity read() {
        lastLook = clock.instant();
        seen = times();
        return TlsIdentity.ofPem(chain, key);
    }

    /** The files' identity where they have changed since they were read. */
    synchronized Optional<TlsIdentity> changed() {
        Instant now = clock.instant();
        if (now.isBefore(lastLook.plus(BETWEEN_LOOKS))) {
            return Optional.empty();
        }
        lastLook = now;
        try {
            if (times().equals(seen)) {
                return Optional.empty();
            }
            TlsIdentity renewed = read();
            LOG.info("The TLS certificate was renewed: {}", renewed);
            return Optional.of(renewed);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            // One of the two files may not be there yet; the next change is looked at again.
            LOG.warn("The changed TLS files cannot be used, the ones before stay: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private List<FileTime> times() {
        try {
            return List.of(Files.getLastModifiedTime(chain), Files.getLastModifiedTime(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
