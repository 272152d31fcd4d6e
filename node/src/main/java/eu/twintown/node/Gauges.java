package eu.twintown.node;

import eu.twintown.kernel.jsonld.GeneralProcessor;
import eu.twintown.node.acquisition.Acquisition;
import eu.twintown.node.acquisition.SourceView;
import eu.twintown.node.federation.Federation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Figures that are asked for when somebody scrapes. */
final class Gauges {
    private Gauges() {}

    static void register(MeterRegistry metrics, Indexing indexing, Federation federation, Acquisition acquisition) {
        indexing.measure(metrics);
        FunctionCounter.builder("jsonld.general.processor", GeneralProcessor.class, c -> GeneralProcessor.uses())
                .description("Documents whose contexts were beyond the specialised processor")
                .register(metrics);
        Gauge.builder("federation.peers.up", federation, f -> f.peers().list("").stream()
                        .filter(peer -> peer.state().equals("up"))
                        .count())
                .description("Sources of the default tenant that answered when last asked")
                .register(metrics);
        Gauge.builder("sources.quarantined", acquisition, a -> a.sources().stream()
                        .mapToLong(SourceView::quarantined)
                        .sum())
                .description("Records that wait in quarantine")
                .register(metrics);
    }
}
