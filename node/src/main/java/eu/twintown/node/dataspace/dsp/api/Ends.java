package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets callers wait for the end of negotiations. */
final class Ends implements Consumer<Negotiation> {
    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

    @Override
    public void accept(Negotiation negotiation) {
        CountDownLatch latch = awaited.get(negotiation.id());
        if (latch != null && negotiation.state().isOver()) {
            latch.countDown();
            awaited.remove(negotiation.id(), latch);
        }
    }

    /** @param now the negotiation as it is, since it may have ended before anybody waited */
    void await(String id, Duration longest, Supplier<Negotiation> now) {
        CountDownLatch latch = awaited.computeIfAbsent(id, i -> new CountDownLatch(1));
        try {
            if (!now.get().state().isOver()) {
                boolean ended = latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    awaited.remove(id, latch);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
