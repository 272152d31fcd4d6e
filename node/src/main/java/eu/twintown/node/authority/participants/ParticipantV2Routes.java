package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.ca.SigningRequest;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Participants and their credentials, version 2 of the identity provider's API for people (tier 1). */
public final class ParticipantV2Routes implements HttpService {
    private static final String BASE = "/tier1/v2";
    private static final String ONE = BASE + "/participants/{participantId}";
    private static final int LONGEST_REASON = 1024;
    private static final int LONGEST_CSR = 20_000;
    private static final Map<String, Function<Participant, String>> SORTS = Map.of(
            "organization", Participant::organization,
            "creationTimestamp", p -> p.createdAt().toString(),
            "updateTimestamp", p -> p.updatedAt().toString());

    private final Api api;
    private final Participants participants;
    private final ParticipantViews views;
    private final Validities validities;

    public ParticipantV2Routes(Api api, Participants participants, Validities validities) {
        this.api = api;
        this.participants = participants;
        this.views = new ParticipantViews(participants);
        this.validities = validities;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(BASE + "/participants", Exchange.handler(api.on(this::list)))
                .post(BASE + "/participants", Exchange.handler(api.on(this::create)))
                .get(ONE, Exchange.handler(api.on(this::get)))
                .get(ONE + "/csr", Exchange.handler(api.on(this::csr)))
                .put(ONE + "/csr", Exchange.handler(api.on(this::storeCsr)))
                .get(ONE + "/credentials", Exchange.handler(api.on(this::credentials)))
                .post(ONE + "/credentials", Exchange.handler(api.on(this::createCredential)))
                .get(ONE + "/credentials/active", Exchange.handler(api.on(this::active)))
                .get(BASE + "/credentials/{credentialId}", Exchange.handler(api.on(this::credential)))
                .patch(BASE + "/credentials/{credentialId}", Exchange.handler(api.on(this::change)));
    }

    private void list(Call call) {
        Parameters parameters = call.parameters(
                "page", "pageSize", "sort", "organization", "creationTimestampFrom", "creationTimestampTo");
        List<Participant> found = participants.all().stream()
                .filter(new ParticipantFilter(parameters, participants))
                .toList();
        call.answer(200, Pages.v2(call, parameters, found, SORTS, views::v2));
    }

    private void create(Call call) {
        var fields = call.object();
        String type = fields.flag("isAuthority", false) ? Participant.AUTHORITY_TYPE : "CONSUMER";
        Participant created = participants.create(
                fields.text("organization"),
                type,
                fields.optional("applicantEmail", 255).orElse(""),
                call.caller(Person.class).username());
        call.answer(201, views.v2(created));
    }

    private void get(Call call) {
        String id = call.uuid("participantId");
        call.caller(Person.class).requireOwn(id, Person.NOTARY, Person.ATTRIBUTE_MANAGER);
        call.answer(200, views.v2(participants.get(id)));
    }

    private void csr(Call call) {
        Participant participant = participants.get(call.uuid("participantId"));
        if (participant.csr().isEmpty()) {
            throw SimplProblem.notFound("Participant " + participant.id() + " has sent no certificate signing request");
        }
        call.answer(200, ParticipantViews.csr(SigningRequest.parse(participant.csr())));
    }

    private void storeCsr(Call call) {
        String id = call.uuid("participantId");
        Person who = call.caller(Person.class);
        who.requireOwn(id, Person.NOTARY, Person.ATTRIBUTE_MANAGER);
        String pem = call.object().text("csr", LONGEST_CSR);
        call.answer(201, ParticipantViews.csr(participants.storeCsr(id, pem, who.username())));
    }

    private void credentials(Call call) {
        Parameters parameters = call.parameters(CredentialPage.TIER_ONE);
        Participant participant = participants.get(call.uuid("participantId"));
        call.answer(200, new CredentialPage(participants, views).of(call, parameters, participant));
    }

    private void createCredential(Call call) {
        String id = call.uuid("participantId");
        Person who = call.caller(Person.class);
        who.requireOwn(id, Person.ATTRIBUTE_MANAGER);
        String reason = call.object().text("reason", LONGEST_REASON);
        call.answer(200, views.v2(participants.issue(id, validities.of(id), reason, who.username())));
    }

    private void active(Call call) {
        String id = call.uuid("participantId");
        call.caller(Person.class).requireOwn(id, Person.NOTARY, Person.ATTRIBUTE_MANAGER);
        call.answer(
                200,
                views.bare(participants
                        .active(participants.get(id))
                        .orElseThrow(() -> SimplProblem.notFound("Participant " + id + " has no credential"))));
    }

    private void credential(Call call) {
        Credential credential = participants.credential(CredentialId.inPath(call.variable("credentialId")));
        call.caller(Person.class).requireOwn(credential.participantId(), Person.NOTARY, Person.ATTRIBUTE_MANAGER);
        call.answer(200, views.v2(credential));
    }

    private void change(Call call) {
        var fields = call.object();
        CredentialStatus next = fields.oneOf("status", CredentialStatus.class);
        String reason = fields.text("reason", LONGEST_REASON);
        String id = CredentialId.inPath(call.variable("credentialId"));
        String who = call.caller(Person.class).username();
        call.answer(200, views.v2(participants.change(id, next, reason, who)));
    }
}
