package eu.twintown.bench;

/**
 * What a load generator saw.
 *
 * @param requests answers received
 * @param failures those that were no 2xx, and requests without an answer
 * @param seconds how long it took
 * @param p50 median latency in milliseconds
 * @param p99 latency in milliseconds that 99 of 100 requests stayed below
 */
public record LoadResult(long requests, long failures, double seconds, double p50, double p99) {

    double perSecond() {
        return requests / seconds;
    }
}
