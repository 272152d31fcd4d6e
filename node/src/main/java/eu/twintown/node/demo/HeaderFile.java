package eu.twintown.node.demo;

import eu.twintown.node.join.ApiException;
import eu.twintown.node.join.NodeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The header of somebody who works for a city and is signed in at its node, as a file for {@code curl -H @file}. Tokens end
 * soon, so it is written anew before the last one does.
 */
final class HeaderFile implements AutoCloseable {
    /** A token is told with half a minute to spare. */
    static final Duration STEP = Duration.ofSeconds(10);

    private final NodeApi node;
    private final Path file;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private String written = "";

    private HeaderFile(NodeApi node, Path file) {
        this.node = node;
        this.file = file;
    }

    /**
     * Writes it, and keeps it fresh until closed.
     *
     * @param node asked for tokens; closed with this
     * @param step how often it is looked at
     * @throws ApiException where the node gives no token
     */
    static HeaderFile keep(NodeApi node, Path file, Duration step) {
        HeaderFile header = new HeaderFile(node, file);
        header.write();
        header.timer.scheduleWithFixedDelay(
                header::tryToWrite, step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
        return header;
    }

    Path file() {
        return file;
    }

    /** The token that stands in it. */
    String token() {
        return node.token();
    }

    /** A node that is gone for a while is asked again at the next step. */
    private void tryToWrite() {
        try {
            write();
        } catch (ApiException e) {
            written = "";
        }
    }

    private void write() {
        String line = "Authorization: Bearer " + node.token() + "\n";
        if (line.equals(written)) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            DemoSecrets.write(next, line);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written = line;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        node.close();
    }
}
