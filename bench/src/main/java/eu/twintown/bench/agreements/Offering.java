package eu.twintown.bench.agreements;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers one dataset after the other, each of one attribute of car parks to everybody. */
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
                 "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [{"template": "OPEN"}]}""".formatted(id(next), next));
        return true;
    }
}
