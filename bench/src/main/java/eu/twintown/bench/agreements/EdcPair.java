package eu.twintown.bench.agreements;

import eu.twintown.bench.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Two connectors of Eclipse EDC, of which one offers and the other asks; the end of each negotiation is told by a callback. */
final class EdcPair implements AutoCloseable {
    private static final String ASSET = "asset-1";
    private static final int PORTS = 6;

    private final Callbacks callbacks;
    private final Edc provider;
    private final Edc consumer;
    private final String offer;

    EdcPair(Path lib, Path folder, int pauseMillis) {
        this.provider =
                new Edc(lib, folder.resolve("provider-" + pauseMillis), JavaProcess.freePorts(PORTS), pauseMillis);
        this.consumer =
                new Edc(lib, folder.resolve("consumer-" + pauseMillis), JavaProcess.freePorts(PORTS), pauseMillis);
        provider.awaitReady();
        consumer.awaitReady();
        provider.offerEverything();
        provider.asset(ASSET);
        this.offer = consumer.offer(provider, ASSET);
        this.callbacks = new Callbacks();
    }

    /** Negotiates once; whether it was finalised. */
    boolean negotiate() throws InterruptedException, ExecutionException {
        return callbacks.isFinalised(consumer.negotiate(provider, ASSET, offer, callbacks.address()));
    }

    Edc provider() {
        return provider;
    }

    List<Long> processes() {
        return List.of(provider.pid(), consumer.pid());
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
        callbacks.close();
    }
}
