package eu.twintown.node.authority;

import eu.twintown.node.authority.catalogue.AuthorityCatalogue;
import eu.twintown.node.authority.catalogue.CatalogueCaller;
import eu.twintown.node.authority.catalogue.CatalogueParticipant;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.authority.tier2.Caller;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the catalogue of an authority's members: who asks is known by certificate, who is in good standing by credential. */
public final class MemberCatalogue {
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private MemberCatalogue() {}

    /**
     * The catalogue, to be given to the authority as routes of both tiers.
     *
     * @param authority the authority, once it is there; not asked before the first request
     * @param keys the public key of a verification method; throws where it cannot be had
     * @param send how schema events go out to members
     * @param tier2 where members reach the authority
     */
    public static AuthorityCatalogue of(
            Documents documents,
            Supplier<Authority> authority,
            Function<String, PublicKey> keys,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            JsonBodies bodies,
            URI tier2,
            InstantSource clock) {
        return new AuthorityCatalogue(
                documents,
                new AuthorityCatalogue.Surroundings(
                        exchange -> caller(exchange, authority.get()),
                        // The table of tier 1 has asked for the role already.
                        exchange -> {},
                        keys,
                        () -> inGoodStanding(authority.get().participants(), clock.instant()),
                        send,
                        bodies,
                        tier2,
                        clock,
                        RETRY_PAUSE));
    }

    private static Optional<CatalogueCaller> caller(Exchange exchange, Authority authority) {
        return exchange.caller().filter(Caller.class::isInstance).map(who -> {
            String id = ((Caller) who).participant().id();
            return new CatalogueCaller(id, Set.copyOf(authority.attributes().codes(id)));
        });
    }

    private static List<CatalogueParticipant> inGoodStanding(Participants participants, Instant now) {
        return participants.all().stream()
                .filter(participant -> participants
                        .active(participant)
                        .filter(credential -> credential.status(now) == CredentialStatus.VALID)
                        .isPresent())
                .map(MemberCatalogue::view)
                .toList();
    }

    private static CatalogueParticipant view(Participant participant) {
        return new CatalogueParticipant(participant.id(), participant.organization(), participant.tierOnePublicKey());
    }
}
