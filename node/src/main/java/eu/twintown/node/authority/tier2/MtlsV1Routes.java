package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.attributes.AttributeViews;
import eu.twintown.node.authority.attributes.IdentityAttributes;
import eu.twintown.node.authority.participants.AgentCredentials;
import eu.twintown.node.authority.participants.CredentialId;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What agents ask of the authority, version 1 ({@code /mtls}); later versions took the place of all of it. */
public final class MtlsV1Routes implements HttpService {
    private static final String BASE = "/v1/mtls";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Api api;
    private final ProofService proofs;
    private final Participants participants;
    private final AgentCredentials credentials;
    private final IdentityAttributes attributes;
    private final AttributeViews views;

    public MtlsV1Routes(
            Api api,
            ProofService proofs,
            Participants participants,
            AgentCredentials credentials,
            IdentityAttributes attributes) {
        this.api = api;
        this.proofs = proofs;
        this.participants = participants;
        this.credentials = credentials;
        this.attributes = attributes;
        this.views = new AttributeViews(attributes);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(BASE + "/token", Exchange.handler(api.onToken(this::token)))
                .post(BASE + "/ephemeralProof", Exchange.handler(api.on(this::takeProof)))
                .get(BASE + "/whoami", Exchange.handler(api.on(this::whoAmI)))
                .get(BASE + "/echo", Exchange.handler(api.on(this::echo)))
                .get(BASE + "/ping", Exchange.handler(api.on(this::ping)))
                .get(BASE + "/credentials", Exchange.handler(api.on(this::credentials)))
                .patch(BASE + "/publicKey", Exchange.handler(api.on(this::storeKey)))
                .get(BASE + "/identityAttributes", Exchange.handler(api.on(this::attributes)))
                .get(
                        BASE + "/identityAttributes/{credentialId}",
                        Exchange.handler(api.on(this::attributesOfCredential)));
    }

    private void token(Call call) {
        String proof = proofs.issue(call.object(), caller(call));
        call.answer(200, JSON.getNodeFactory().stringNode(proof));
    }

    private void takeProof(Call call) {
        proofs.take(call.text().strip(), caller(call));
        call.answer(200);
    }

    private void whoAmI(Call call) {
        call.answer(200, credentials.participantV1(caller(call).participant()));
    }

    private void echo(Call call) {
        call.answer(200, withAttributes(caller(call)));
    }

    private ObjectNode withAttributes(Caller caller) {
        ObjectNode json = credentials.participantV1(caller.participant());
        json.remove("credentialStatus");
        json.put("credentialId", caller.credential().id())
                .put("expiryDate", caller.credential().expiresAt().toString());
        json.set(
                "identityAttributes",
                views.list(attributes.of(caller.participant().id())));
        return json;
    }

    private void ping(Call call) {
        var own = participants.authority().orElseThrow();
        ObjectNode json = credentials.participantV1(own);
        json.remove("credentialStatus");
        json.set("identityAttributes", views.list(attributes.of(own.id())));
        call.answer(200, json);
    }

    private void credentials(Call call) {
        call.answer(200, credentials.pageV1(call, caller(call).participant()));
    }

    private void storeKey(Call call) {
        if (!call.contentType().startsWith("text/plain")) {
            throw SimplProblem.badRequest("The body must be text/plain: the public key");
        }
        participants.storeTierOneKey(caller(call).participant(), call.text());
        call.answer(200);
    }

    private void attributes(Call call) {
        call.answer(200, views.withOwnership(caller(call).participant().id()));
    }

    private void attributesOfCredential(Call call) {
        String owner = participants
                .credential(CredentialId.inPath(call.variable("credentialId")))
                .participantId();
        call.answer(200, views.list(attributes.of(owner)));
    }

    private static Caller caller(Call call) {
        return call.caller(Caller.class);
    }
}
