package eu.twintown.node.subscription;

import eu.twintown.node.federation.TestNode;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A node in a process of its own, to be killed: arguments are the JDBC URL, user, password and schema of its store. */
final class NodeProcess {
    static final String READY = "ready at ";

    private NodeProcess() {}

    public static void main(String[] args) throws InterruptedException {
        StoreConfig config = new StoreConfig(
                Optional.of(args[0]), Optional.of(args[1]), Optional.of(args[2]), args[3], Path.of("unused"));
        TestNode node = TestNode.start("k", Store.open(config), 0);
        System.out.println(READY + node.url());
        new CountDownLatch(1).await();
    }
}
