package eu.twintown.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the server's programs are run as a user that is not root, which PostgreSQL refuses.
 *
 * @param prefix command words before the program; empty for a process that is not root anyway
 * @param owner name of the user that must own the data
 */
record Unprivileged(List<String> prefix, String owner) {

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * Finds a way that works on this machine and makes {@code data} belong to its user. Tried in this order: become
     * {@code nobody}; a user namespace in which root is not root, for folders that only root may enter.
     */
    static Unprivileged forData(Path data, Path home) {
        String self = System.getProperty("user.name");
        if (!isRoot()) {
            return new Unprivileged(List.of(), self);
        }
        Unprivileged nobody =
                new Unprivileged(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), "nobody");
        Unprivileged namespace =
                new Unprivileged(List.of("unshare", "-U", "--map-user=1000", "--map-group=1000"), self);
        List<String> tried = new ArrayList<>();
        for (Unprivileged way : List.of(nobody, namespace)) {
            String fault = way.fault(data, home);
            if (fault.isEmpty()) {
                return way;
            }
            tried.add(String.join(" ", way.prefix) + ": " + fault);
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and no way to run it as another user works here. Start the node as"
                        + " a normal user. Tried " + String.join("; ", tried));
    }

    /** The command, run by that user in a session of its own so that Ctrl-C in a terminal does not reach it. */
    List<String> command(List<String> program) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            words.add("/usr/bin/setsid");
        }
        words.addAll(prefix);
        words.addAll(program);
        return words;
    }

    private String fault(Path data, Path home) {
        try {
            own(data);
            String test = "test -w \"$0\" && \"$1\" --version";
            Commands.Result result = Commands.run(command(List.of(
                    "/bin/sh",
                    "-c",
                    test,
                    data.toString(),
                    home.resolve("bin/postgres").toString())));
            if (result.status() == 0) {
                return "";
            }
            return result.output().isBlank()
                    ? "cannot reach " + data
                    : result.output().strip();
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        }
    }

    private void own(Path data) throws IOException {
        UserPrincipal user =
                data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (Files.getOwner(data).equals(user)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.toList()) {
                setOwner(path, user);
            }
        }
        setOwner(data, user);
    }

    private static void setOwner(Path path, UserPrincipal user) throws IOException {
        FileOwnerAttributeView view = Files.getFileAttributeView(path, FileOwnerAttributeView.class);
        if (view == null) {
            throw new FileSystemException(path.toString(), null, "this file system has no owners");
        }
        view.setOwner(user);
    }
}
