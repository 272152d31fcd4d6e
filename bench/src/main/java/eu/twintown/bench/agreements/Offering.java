package eu.twintown.bench.agreements;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers one dataset after the other to everybody: something behind an HTTP address, as an asset of EDC is. */
final class Offering implements Callable<Boolean> {
    private final Node node;
    private final AtomicInteger number = new AtomicInteger();

    Offering(Node node) {
        this.node = node;
    }

    /** The id of the dataset with this number. */
    static String id(int number) {
        return "urn:dataset:bench:" + number;
    }

    @Override
    public Boolean call() {
        int next = number.getAndIncrement();
        node.post("/api/offers", """
                {"id": "%s", "title": "Car parks %d", "description": "Free places, part %2$d",
                 "content": {"kind": "remote", "source": "http://127.0.0.1:9/%2$d", "mediaType": "application/json"},
                 "terms": [{"template": "OPEN"}]}""".formatted(id(next), next));
        return true;
    }
}
