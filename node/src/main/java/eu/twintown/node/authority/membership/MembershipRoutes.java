package eu.twintown.node.authority.membership;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.tier2.Caller;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.oid4vc.issuer.IssuerMetadata;
import eu.twintown.node.trust.oid4vc.issuer.OfferBook;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/**
 * {@code POST /membership/v1/offers {did}} over tier 2 answers a credential offer (OpenID4VCI 1.0, section 4.1.1) for the
 * DID of the participant that asks.
 */
public final class MembershipRoutes implements HttpService {
    private final Api api;
    private final Memberships memberships;
    private final IssuerMetadata metadata;

    public MembershipRoutes(Api api, Memberships memberships, IssuerMetadata metadata) {
        this.api = api;
        this.memberships = memberships;
        this.metadata = metadata;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/membership/v1/offers", Exchange.handler(api.on(this::offer)));
    }

    private void offer(Call call) {
        Caller caller = call.caller(Caller.class);
        OfferBook.Made made =
                memberships.offer(caller.participant(), call.object().text("did"));
        call.answer(201, metadata.offer(made));
    }
}
