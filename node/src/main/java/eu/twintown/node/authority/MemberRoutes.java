package eu.twintown.node.authority;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.attributes.IdentityAttribute;
import eu.twintown.node.authority.participants.Credential;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The members of the data space and their attributes, for the console. */
final class MemberRoutes implements HttpService {
    private static final String ONE = "/api/authority/participants/{id}";
    private static final int LONGEST_REASON = 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Api api;
    private final Authority authority;

    MemberRoutes(Api api, Authority authority) {
        this.api = api;
        this.authority = authority;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/authority/participants", Exchange.handler(api.on(this::list)))
                .post(ONE + "/suspend", Exchange.handler(api.on(c -> change(c, CredentialStatus.SUSPENDED))))
                .post(ONE + "/reinstate", Exchange.handler(api.on(c -> change(c, CredentialStatus.VALID))))
                .post(ONE + "/revoke", Exchange.handler(api.on(c -> change(c, CredentialStatus.REVOKED))))
                .put(ONE + "/attributes", Exchange.handler(api.on(this::setAttributes)))
                .get("/api/authority/attributes", Exchange.handler(api.on(this::attributes)));
    }

    private void list(Call call) {
        ArrayNode array = JSON.createArrayNode();
        authority.participants().all().forEach(p -> array.add(view(p)));
        call.answer(200, array);
    }

    private ObjectNode view(Participant participant) {
        Optional<Credential> credential = authority.participants().active(participant);
        ObjectNode json = JSON.createObjectNode()
                .put("id", participant.id())
                .put("organisation", participant.organization())
                .put("type", participant.type());
        json.put("tier2Host", credential.map(Credential::commonName).orElse(null))
                .put("credentialId", credential.map(Credential::id).orElse(null))
                .put("status", credential.map(this::status).orElse(null))
                .put("reason", credential.map(Credential::reason).orElse(null))
                .put("notAfter", credential.map(c -> c.expiresAt().toString()).orElse(null));
        ArrayNode codes = json.putArray("attributes");
        authority.attributes().of(participant.id()).forEach(a -> codes.add(a.code()));
        return json;
    }

    private String status(Credential credential) {
        return credential.status(authority.participants().now()).name();
    }

    /** What holds for the credential in use holds for every other that is in force or held, too. */
    private void change(Call call, CredentialStatus next) {
        String reason = call.object().text("reason", LONGEST_REASON);
        Participant participant = authority.participants().get(call.uuid("id"));
        String who = call.caller(Person.class).username();
        List<Credential> affected = authority.participants().credentials(participant.id()).stream()
                .filter(c -> c.status(authority.participants().now()).mayBecome(next))
                .toList();
        if (affected.isEmpty()) {
            throw SimplProblem.badRequest("The participant has no credential that can become " + next);
        }
        affected.forEach(c -> authority.participants().change(c.id(), next, reason, who));
        call.answer(200, view(authority.participants().get(participant.id())));
    }

    private void setAttributes(Call call) {
        Participant participant = authority.participants().get(call.uuid("id"));
        List<String> ids = new ArrayList<>();
        for (JsonNode code : call.object().object().path("attributes")) {
            ids.add(authority
                    .attributes()
                    .byCode(code.asString(""))
                    .map(IdentityAttribute::id)
                    .orElseThrow(() -> SimplProblem.badRequest("There is no identity attribute " + code)));
        }
        authority
                .attributes()
                .replace(participant.id(), ids, call.caller(Person.class).username());
        call.answer(200, view(participant));
    }

    private void attributes(Call call) {
        ArrayNode array = JSON.createArrayNode();
        authority.attributes().all().forEach(a -> array.addObject()
                .put("code", a.code())
                .put("name", a.name())
                .put("description", a.description())
                .put("assignableToRoles", a.assignableToRoles()));
        call.answer(200, array);
    }
}
