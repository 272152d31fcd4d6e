package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.attributes.AttributeViews;
import eu.twintown.node.authority.attributes.IdentityAttributes;
import eu.twintown.node.authority.participants.AgentCredentials;
import eu.twintown.node.authority.participants.CredentialId;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What agents ask of the authority, version 2: proofs, echo, ping, participants, attributes, credentials. */
public final class Tier2Routes implements HttpService {
    private static final String BASE = "/tier2/v2";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_PROOF = 20_000;
    private static final int LONGEST_PEM = 20_000;

    private final Api api;
    private final ProofService proofs;
    private final Participants participants;
    private final AgentCredentials credentials;
    private final IdentityAttributes attributes;
    private final AttributeViews views;

    public Tier2Routes(
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
        rules.post(BASE + "/token", Exchange.handler(api.onToken(this::token)));
        get(rules, "/echo", this::echo);
        get(rules, "/ping", this::ping);
        get(
                rules,
                "/participant",
                call -> call.answer(200, credentials.participant(caller(call).participant())));
        get(rules, "/participants/{participantId}", this::participant);
        get(rules, "/participants/{participantId}/identityAttributes", this::attributesOfParticipant);
        get(rules, "/identityAttributes", call -> call.answer(200, views.list(attributes.all())));
        get(
                rules,
                "/credentials",
                call -> call.answer(200, credentials.page(call, caller(call).participant())));
        get(rules, "/credentials/{credentialId}/participant", this::participantOfCredential);
        get(rules, "/credentials/{credentialId}/identityAttributes", this::attributesOfCredential);
        rules.post(BASE + "/ephemeralProof", Exchange.handler(api.on(this::takeProof)))
                .patch(BASE + "/credentials", Exchange.handler(api.on(this::useCredential)))
                .post(BASE + "/credentials/renew", Exchange.handler(api.on(this::renew)))
                .put(BASE + "/csr", Exchange.handler(api.on(this::storeCsr)))
                .put(BASE + "/tierOnePublicKey", Exchange.handler(api.on(this::storeKey)));
    }

    private void get(HttpRules rules, String path, Consumer<Call> operation) {
        rules.get(BASE + path, Exchange.handler(api.on(operation)));
    }

    private void token(Call call) {
        call.answer(200, JSON.createObjectNode().put("token", proofs.issue(call.object(), caller(call))));
    }

    private void takeProof(Call call) {
        proofs.take(call.object().text("proof", LONGEST_PROOF), caller(call));
        call.answer(204);
    }

    private void echo(Call call) {
        Caller caller = caller(call);
        ObjectNode json = JSON.createObjectNode()
                .put("id", caller.participant().id())
                .put("organization", caller.participant().organization())
                .put("creationTimestamp", caller.participant().createdAt().toString())
                .put("updateTimestamp", caller.participant().updatedAt().toString())
                .put("credentialId", caller.credential().id())
                .put("expiryDate", caller.credential().expiresAt().toString());
        json.set(
                "identityAttributes",
                views.list(attributes.of(caller.participant().id())));
        call.answer(200, json);
    }

    /** Who answers: the authority is an agent like others. */
    private void ping(Call call) {
        Participant own = participants.authority().orElseThrow();
        ObjectNode json = JSON.createObjectNode().put("id", own.id()).put("organization", own.organization());
        json.set("identityAttributes", views.list(attributes.of(own.id())));
        call.answer(200, json);
    }

    private void participant(Call call) {
        call.answer(200, credentials.participant(participants.get(call.uuid("participantId"))));
    }

    private void participantOfCredential(Call call) {
        call.answer(200, credentials.participant(participants.get(owner(call))));
    }

    private void attributesOfParticipant(Call call) {
        Participant participant = participants.get(call.uuid("participantId"));
        call.answer(200, views.list(attributes.of(participant.id())));
    }

    private void attributesOfCredential(Call call) {
        call.answer(200, views.list(attributes.of(owner(call))));
    }

    private String owner(Call call) {
        return participants
                .credential(CredentialId.inPath(call.variable("credentialId")))
                .participantId();
    }

    private void useCredential(Call call) {
        String next = CredentialId.normal(call.object().text("newCredentialId"));
        participants.use(caller(call).participant(), next);
        call.answer(204);
    }

    private void renew(Call call) {
        credentials.renew(caller(call).participant(), call.object().text("csr", LONGEST_PEM));
        call.answer(204);
    }

    private void storeCsr(Call call) {
        String csr = call.object().text("csr", LONGEST_PEM);
        call.answer(201, credentials.storeCsr(caller(call).participant(), csr));
    }

    private void storeKey(Call call) {
        participants.storeTierOneKey(caller(call).participant(), call.object().text("publicKey", LONGEST_PEM));
        call.answer(204);
    }

    private static Caller caller(Call call) {
        return call.caller(Caller.class);
    }
}
