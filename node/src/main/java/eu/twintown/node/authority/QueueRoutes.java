package eu.twintown.node.authority;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.OnboardingRequests;
import eu.twintown.node.authority.onboarding.request.RequestDocuments;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The notary's queue, for the console. */
final class QueueRoutes implements HttpService {
    private static final String ONE = "/api/authority/requests/{id}";
    private static final int LONGEST_TEXT = 5000;

    private final Api api;
    private final Authority authority;
    private final OnboardingRequests requests;

    QueueRoutes(Api api, Authority authority) {
        this.api = api;
        this.authority = authority;
        this.requests = authority.onboarding().requests();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/authority/requests", Exchange.handler(api.on(this::list)))
                .get(ONE + "/documents/{documentId}", Exchange.handler(api.on(this::document)))
                .post(ONE + "/approve", Exchange.handler(api.on(this::approve)))
                .post(ONE + "/reject", Exchange.handler(api.on(this::reject)))
                .post(ONE + "/revision", Exchange.handler(api.on(this::revise)))
                .post(ONE + "/comment", Exchange.handler(api.on(this::comment)));
    }

    private void list(Call call) {
        Optional<String> status = call.parameters("status").text("status");
        ArrayNode array = JsonMapper.shared().createArrayNode();
        requests.all().stream()
                .filter(r -> status.map(r.status().name()::equals).orElse(true))
                .forEach(r -> array.add(authority.onboarding().queueView(r)));
        call.answer(200, array);
    }

    /** As a download, so that no browser runs what strangers uploaded. */
    private void document(Call call) {
        RequestDocuments.File file = requests.documents().file(call.uuid("id"), call.uuid("documentId"));
        call.with("Content-Disposition", "attachment; filename=\"" + file.safeName() + "\"")
                .with("X-Content-Type-Options", "nosniff")
                .answer(200, "application/octet-stream", file.content());
    }

    private void approve(Call call) {
        Fields fields = call.object();
        String id = call.uuid("id");
        if (fields.object().has("attributes")) {
            List<String> codes = new ArrayList<>();
            fields.object().path("attributes").forEach(code -> codes.add(code.asString("")));
            requests.setAttributes(id, codes, who(call));
        }
        fields.optional("comment", LONGEST_TEXT).ifPresent(text -> requests.comment(id, text, who(call)));
        answer(call, requests.approve(id, who(call)));
    }

    private void reject(Call call) {
        answer(call, requests.reject(call.uuid("id"), call.object().text("reason"), who(call)));
    }

    private void revise(Call call) {
        String reason = call.object().text("reason", LONGEST_TEXT);
        OnboardingRequest changed = requests.requestRevision(call.uuid("id"), who(call));
        answer(call, requests.comment(changed.id(), reason, who(call)));
    }

    private void comment(Call call) {
        answer(call, requests.comment(call.uuid("id"), call.object().text("text", LONGEST_TEXT), who(call)));
    }

    private void answer(Call call, OnboardingRequest request) {
        call.answer(200, authority.onboarding().queueView(request));
    }

    private static Person who(Call call) {
        return call.caller(Person.class);
    }
}
