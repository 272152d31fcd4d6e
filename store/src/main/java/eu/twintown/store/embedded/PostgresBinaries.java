package eu.twintown.store.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked once per version and machine from the archive on the class path. The archives are
 * those of {@code io.zonky.test.postgres} on Maven Central; the launcher that goes with them is not used, because it
 * runs without fsync.
 */
final class PostgresBinaries {
    private static final String VERSION = version();

    private PostgresBinaries() {}

    /** The major version of the server, such as 18. */
    static String majorVersion() {
        return VERSION.substring(0, VERSION.indexOf('.'));
    }

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share}; unpacks into it where it is not there yet.
     *
     * @param fallback folder to unpack into where no cache folder can be written
     */
    static Path unpacked(Path fallback) {
        String name = "postgres-" + VERSION + "-" + architecture();
        for (Path cache : caches(fallback)) {
            Path home = cache.resolve(name);
            if (Files.isExecutable(home.resolve("bin/postgres"))) {
                return home;
            }
            if (writable(cache)) {
                try {
                    unpack(home);
                    return home;
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot unpack PostgreSQL into " + home + ": " + e.getMessage(), e);
                }
            }
        }
        throw new EmbeddedPostgresException("no folder to unpack PostgreSQL into; tried " + caches(fallback));
    }

    private static List<Path> caches(Path fallback) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of),
                        // The server of a root process runs as another user, who may not look into root's home.
                        Unprivileged.isRoot() ? Optional.of(Path.of("/var/cache")) : Optional.<Path>empty(),
                        Optional.of(Path.of(System.getProperty("user.home"), ".cache")))
                .flatMap(Optional::stream)
                .map(path -> path.resolve("twintown"))
                .collect(java.util.stream.Collectors.collectingAndThen(
                        java.util.stream.Collectors.toList(), list -> Stream.concat(list.stream(), Stream.of(fallback))
                                .toList()));
    }

    private static boolean writable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static void unpack(Path home) throws IOException {
        String resource = "/postgres-linux-" + architecture() + ".txz";
        Path partial = Files.createTempDirectory(home.toAbsolutePath().getParent(), ".unpacking-");
        try (InputStream raw = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (raw == null) {
                throw new EmbeddedPostgresException("this build has no embedded PostgreSQL for " + architecture());
            }
            extract(raw, partial);
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            // Another process may have been quicker: its folder is as good as ours.
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        } finally {
            delete(partial);
        }
    }

    private static void extract(InputStream raw, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("postgres.properties")) {
            if (in == null) {
                throw new IllegalStateException("postgres.properties is missing in this build");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
