package eu.twintown.node.dataspace.transfer;

import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A node with transfers in a process of its own, to be killed: arguments are its name, its port, the folder of its keys,
 * and JDBC URL, user, password and schema of its store.
 */
final class TransferProcess {
    static final String READY = "ready";

    private TransferProcess() {}

    @SuppressWarnings("resource")
    public static void main(String[] args) throws InterruptedException {
        StoreConfig config = new StoreConfig(
                Optional.of(args[3]), Optional.of(args[4]), Optional.of(args[5]), args[6], Path.of("unused"));
        new TransferNode(
                args[0],
                Store.open(config),
                Optional.empty(),
                TransferSettings.DEFAULT,
                InstantSource.system(),
                Integer.parseInt(args[1]),
                Path.of(args[2]));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
