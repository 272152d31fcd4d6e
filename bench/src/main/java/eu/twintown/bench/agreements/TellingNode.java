package eu.twintown.bench.agreements;

import eu.twintown.node.Extensions;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import eu.twintown.node.dataspace.dsp.negotiation.NegotiationState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A node like any other that also tells the bench when a negotiation is over ({@link Callbacks}). Arguments: its
 * configuration file, and whom to tell.
 */
final class TellingNode {
    private TellingNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        URI bench = URI.create(arguments[1]);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        Wiring wiring = Wiring.start(Settings.read(Path.of(arguments[0]), System.getenv()), Extensions.NONE);
        wiring.inside().negotiations().listen(negotiation -> {
            if (negotiation.state().isOver()) {
                http.sendAsync(over(bench, negotiation), HttpResponse.BodyHandlers.discarding());
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(wiring::close));
        new CountDownLatch(1).await();
    }

    private static HttpRequest over(URI bench, Negotiation negotiation) {
        String how = negotiation.state() == NegotiationState.FINALIZED ? "Finalized" : "Terminated";
        return HttpRequest.newBuilder(bench)
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"ContractNegotiation" + how
                        + "\",\"payload\":{\"contractNegotiationId\":\"" + negotiation.id() + "\"}}"))
                .build();
    }
}
