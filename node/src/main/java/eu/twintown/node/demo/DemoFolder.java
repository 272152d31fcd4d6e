package eu.twintown.node.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a demo keeps its nodes' stores, keys and logs. It belongs to one demo at a time, is marked as the
 * demo's own, and is emptied at each start unless it is to be kept; a folder without the mark that holds anything is
 * never touched.
 */
final class DemoFolder implements AutoCloseable {
    private static final String MARK = ".twintown-demo";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DemoFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Where demos live: in the source tree's own state, or in the user's state where the program is installed. */
    static Path standard(@Nullable String home, Map<String, String> environment, int basePort) {
        String name = "demo-" + basePort;
        if (home != null && Files.exists(Path.of(home, "pom.xml")) && Files.isWritable(Path.of(home))) {
            return Path.of(home, ".twintown", name);
        }
        String state = environment.get("XDG_STATE_HOME");
        Path base = state != null && Path.of(state).isAbsolute()
                ? Path.of(state)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return base.resolve("twintown").resolve(name);
    }

    /**
     * Takes the folder, and empties it unless {@code keep}.
     *
     * @throws DemoException where another demo has it, or where it holds something foreign
     */
    static DemoFolder take(Path root, boolean keep) {
        try {
            Files.createDirectories(root);
            Path mark = root.resolve(MARK);
            if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS) && !isEmpty(root)) {
                throw new DemoException(Messages.get("foreign", root));
            }
            FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, root);
            DemoFolder folder = new DemoFolder(root, channel, lock);
            LeftoverPostgres.stopBelow(root);
            if (!keep) {
                folder.empty();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel, Path root) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very program; told like one held by another
        }
        channel.close();
        throw new DemoException(Messages.get("locked", root));
    }

    Path of(City city) {
        return root.resolve(city.id());
    }

    Path root() {
        return root;
    }

    private void empty() throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(root)) {
            found = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            if (!file.equals(root) && !file.equals(root.resolve(MARK))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Stops what a killed node may have left running in it, and lets the folder go. */
    @Override
    public void close() {
        try {
            LeftoverPostgres.stopBelow(root);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
