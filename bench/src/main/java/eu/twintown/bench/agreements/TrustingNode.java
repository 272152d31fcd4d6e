package eu.twintown.bench.agreements;

import eu.twintown.node.Extensions;
import eu.twintown.node.Settings;
import eu.twintown.node.Wiring;
import eu.twintown.node.trust.Principal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * A node like any other, except that whoever proves nothing is taken for a participant: what a request costs without a
 * proof. Arguments: its configuration file, and the id of that participant.
 */
final class TrustingNode {
    private TrustingNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        Principal caller = Principal.participant(arguments[1], arguments[1], Map.of());
        Wiring wiring = Wiring.start(
                Settings.read(Path.of(arguments[0]), System.getenv()),
                new Extensions(
                        List.of(exchange -> exchange.header("Authorization").isEmpty()
                                        && exchange.rawPath().startsWith("/dsp/")
                                ? Optional.of(caller)
                                : Optional.empty()),
                        UnaryOperator.identity()));
        Runtime.getRuntime().addShutdownHook(new Thread(wiring::close));
        new CountDownLatch(1).await();
    }
}
