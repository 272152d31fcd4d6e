package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Participants and their one credential, version 1 of the identity provider's API (tier 1). */
public final class ParticipantV1Routes implements HttpService {
    private static final Map<String, Function<Participant, String>> SORTS = Map.of(
            "organization",
            Participant::organization,
            "participantType",
            Participant::type,
            "creationTimestamp",
            p -> p.createdAt().toString(),
            "updateTimestamp",
            p -> p.updatedAt().toString());

    private final Api api;
    private final Participants participants;
    private final ParticipantViews views;
    private final Validities validities;

    public ParticipantV1Routes(Api api, Participants participants, Validities validities) {
        this.api = api;
        this.participants = participants;
        this.views = new ParticipantViews(participants);
        this.validities = validities;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/participants", Exchange.handler(api.on(this::search)))
                .post("/v1/participants", Exchange.handler(api.on(this::create)))
                .get("/v1/participants/{participantId}", Exchange.handler(api.on(this::get)))
                .post("/v1/participants/{participantId}/csr", Exchange.handler(api.on(this::storeCsr)))
                .get("/v1/credentials/{id}", Exchange.handler(api.on(this::credential)))
                .put("/v1/credentials/{id}", Exchange.handler(api.on(this::createCredential)))
                .delete("/v1/credentials/{id}", Exchange.handler(api.on(this::revoke)))
                .patch("/v1/credentials/{id}", Exchange.handler(api.on(this::changeStatus)))
                .get("/v1/credentials/{id}/download", Exchange.handler(api.on(this::download)))
                .post("/v1/credentials/{id}/renew", Exchange.handler(api.on(this::renew)));
    }

    private void search(Call call) {
        Parameters parameters = call.parameters(
                "page",
                "size",
                "sort",
                "isAuthority",
                "organization",
                "participantType",
                "dateTo",
                "credentialId",
                "dateFrom",
                "hasCredential");
        List<Participant> found = participants.all().stream()
                .filter(new ParticipantFilter(parameters, participants))
                .toList();
        call.answer(200, Pages.v1(parameters, found, SORTS, views::v1));
    }

    private void create(Call call) {
        var fields = call.object();
        Participant created = participants.create(
                fields.text("organization", 100),
                fields.text("participantType", 100),
                "",
                call.caller(Person.class).username());
        call.answer(201, JsonMapper.shared().getNodeFactory().stringNode(created.id()));
    }

    private void get(Call call) {
        call.answer(200, views.v1(participants.get(call.uuid("participantId"))));
    }

    private void storeCsr(Call call) {
        String id = call.uuid("participantId");
        Person who = call.caller(Person.class);
        who.requireOwn(id);
        String pem = new String(MultipartForm.of(call).part("csr"), StandardCharsets.US_ASCII);
        participants.storeCsr(id, pem, who.username());
        issued(id, "certificate signing request", who.username());
        call.answer(200);
    }

    private void credential(Call call) {
        call.answer(200, view(inUse(call.uuid("id"))));
    }

    private void createCredential(Call call) {
        String id = call.uuid("id");
        Person who = call.caller(Person.class);
        who.requireOwn(id, Person.ATTRIBUTE_MANAGER);
        call.answer(201, view(issued(id, "", who.username())));
    }

    private void revoke(Call call) {
        change(call, CredentialStatus.REVOKED);
        call.answer(204);
    }

    private void changeStatus(Call call) {
        call.answer(200, view(change(call, call.object().oneOf("status", CredentialStatus.class))));
    }

    private Credential change(Call call, CredentialStatus next) {
        return participants.change(
                inUse(call.uuid("id")).id(), next, "", call.caller(Person.class).username());
    }

    private void download(Call call) {
        String id = call.uuid("id");
        call.caller(Person.class).requireOwn(id, Person.ATTRIBUTE_MANAGER);
        send(call, inUse(id));
    }

    private void renew(Call call) {
        String id = call.uuid("id");
        send(call, issued(id, "renewal", call.caller(Person.class).username()));
    }

    /** This version has no call by which a participant takes a certificate into use, so it is at once. */
    private Credential issued(String id, String reason, String who) {
        Credential issued = participants.issue(id, validities.of(id), reason, who);
        participants.use(participants.get(id), issued.id());
        return issued;
    }

    private static void send(Call call, Credential credential) {
        call.with("Content-Disposition", "attachment; filename=\"credential.pem\"")
                .answer(200, "application/octet-stream", credential.content().getBytes(StandardCharsets.US_ASCII));
    }

    private Credential inUse(String participantId) {
        return participants
                .active(participants.get(participantId))
                .orElseThrow(() -> SimplProblem.notFound("Participant " + participantId + " has no credential"));
    }

    private ObjectNode view(Credential credential) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("publicKey", credential.id())
                .put("expiryDate", credential.expiresAt().toString())
                .put("lastStatusChangeDate", credential.changedAt().toString())
                .put("status", credential.status(participants.now()).name());
    }
}
