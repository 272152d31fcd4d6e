package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A source that is asked under an agreement.
 *
 * @param admits for whom it may be asked; whoever is not admitted gets answers as if there were no such source
 * @param sender sends a request with the agreement's proof; throws what {@link OutgoingClient#send} throws
 * @param uses is told of every exchange
 * @param credit value of a Link header (RFC 8288) that names the source, where the agreement wants it named
 */
public record AgreedSource(
        Predicate<Principal> admits,
        Function<OutgoingClient.Request, OutgoingClient.Response> sender,
        Consumer<Use> uses,
        Supplier<Optional<String>> credit) {

    /**
     * One exchange.
     *
     * @param who for whom the source was asked
     * @param entities what it gave
     * @param failure why it gave nothing; empty = it answered
     */
    public record Use(Principal who, List<Entity> entities, Optional<String> failure) {}
}
