package eu.twintown.node.dataspace.binding;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.federation.AgreedSource;
import eu.twintown.node.federation.AgreedSources;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the consumer's agreements open for queries. Asked with every request and never kept, so that a door is shut the
 * moment the agreement is not in force here, whatever becomes of registrations and tokens.
 */
public final class Doors implements AgreedSources {
    private static final int UNAUTHORIZED = 401;

    private final Agreements agreements;
    private final TransferControl transfers;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> client;
    private final Onward onward;
    private final Observer observer;
    private final Function<String, Optional<String>> attributions;
    private final InstantSource clock;

    /** Is told of every exchange under an agreement. */
    @FunctionalInterface
    public interface Observer {
        void used(Agreement agreement, AgreedSource.Use use);
    }

    /** Why an agreement does not let its data be handed on to others; empty = it does. */
    @FunctionalInterface
    public interface Onward {
        Optional<Refusal> refusal(Policy policy, Instant now);
    }

    /** @param attributions what to name as the source of the data under an agreement, where it wants that */
    public Doors(
            Agreements agreements,
            TransferControl transfers,
            Function<OutgoingClient.Request, OutgoingClient.Response> client,
            Onward onward,
            Observer observer,
            Function<String, Optional<String>> attributions,
            InstantSource clock) {
        this.agreements = agreements;
        this.transfers = transfers;
        this.client = client;
        this.onward = onward;
        this.observer = observer;
        this.attributions = attributions;
        this.clock = clock;
    }

    @Override
    public Optional<AgreedSource> find(String agreement) {
        return agreements
                .find(agreement)
                .filter(this::isOpen)
                .map(found -> new AgreedSource(
                        who -> refusal(found.policy(), who).isEmpty(),
                        request -> send(found.id(), request),
                        use -> observer.used(found, use),
                        () -> attributions.apply(found.id()).map(name -> credit(found, name))));
    }

    /** Whether data may be asked for under it now. */
    boolean isOpen(Agreement agreement) {
        return agreement.side() == Side.CONSUMER
                && agreement.state() == AgreementState.IN_FORCE
                && AgreementEnd.of(agreement.policy())
                        .map(clock.instant()::isBefore)
                        .orElse(true)
                && transfers.state().apply(agreement.id()) == TransferControl.State.OPEN;
    }

    /**
     * Why this principal may not see data that were obtained under the policy; empty where it may: own people and machines,
     * others hardly.
     */
    public Optional<Refusal> refusal(Policy policy, Principal who) {
        return switch (who.kind()) {
            case PERSON, MACHINE -> Optional.empty();
            case PARTICIPANT, ANONYMOUS -> onward.refusal(policy, clock.instant());
        };
    }

    /** RFC 8288, with the name as extended parameter (RFC 8187), because it may have any letters. */
    private static String credit(Agreement agreement, String name) {
        return "<" + agreement.counterparty() + ">; rel=\"author\"; title*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
    }

    private OutgoingClient.Response send(String agreement, OutgoingClient.Request request) {
        OutgoingClient.Response response = client.apply(withToken(agreement, request));
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        transfers.renew().accept(agreement);
        return client.apply(withToken(agreement, request));
    }

    private OutgoingClient.Request withToken(String agreement, OutgoingClient.Request request) {
        TransferControl.Access access = transfers
                .access()
                .apply(agreement)
                .orElseThrow(() -> new OutgoingException(
                        OutgoingException.Reason.UNREACHABLE, "There is no token for the agreement now"));
        if (!access.endpoint().getAuthority().equals(request.uri().getAuthority())) {
            // A token goes to nobody else; the registration follows the new address shortly.
            throw new OutgoingException(
                    OutgoingException.Reason.UNREACHABLE, "The data of the agreement are elsewhere by now");
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", "Bearer " + access.token());
        return new OutgoingClient.Request(
                request.method(), request.uri(), headers, request.body(), request.timeout(), request.tls());
    }
}
