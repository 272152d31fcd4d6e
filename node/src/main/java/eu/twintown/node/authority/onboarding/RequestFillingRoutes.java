package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.OnboardingRequests;
import eu.twintown.node.authority.onboarding.request.RequestedDocument;
import eu.twintown.node.authority.onboarding.template.EidasAttributes;
import eu.twintown.node.authority.tier1.Accounts;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The documents of an onboarding request (version 1). */
final class RequestFillingRoutes implements HttpService {
    private static final String DOCUMENTS = "/v1/onboardingRequests/{onboardingRequestId}/documents";
    private static final String ONE = DOCUMENTS + "/{documentId}";
    private static final int LONGEST_CONTENT = 8 * 1024 * 1024;

    private final Api api;
    private final OnboardingRequests requests;
    private final OnboardingViews views;
    private final Accounts accounts;

    RequestFillingRoutes(Api api, OnboardingRequests requests, OnboardingViews views, Accounts accounts) {
        this.api = api;
        this.requests = requests;
        this.views = views;
        this.accounts = accounts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(DOCUMENTS, Exchange.handler(api.on(this::ask)))
                .patch(DOCUMENTS, Exchange.handler(api.on(this::upload)))
                .get(ONE, Exchange.handler(api.on(this::get)))
                .delete(ONE, Exchange.handler(api.on(this::empty)))
                .get(ONE + "/eidasAttributes", Exchange.handler(api.on(this::identity)))
                .post(ONE + "/eidasAttributes", Exchange.handler(api.on(this::identify)));
    }

    private void ask(Call call) {
        Fields fields = call.object();
        String mimeType = fields.fields("mimeType").uuid("id");
        call.answer(
                200,
                views.request(
                        requests.documents().ask(request(call), fields.text("description"), mimeType, who(call))));
    }

    private void upload(Call call) {
        Fields fields = call.object();
        OnboardingRequest changed = requests.documents()
                .upload(
                        request(call),
                        fields.uuid("id"),
                        fields.text("filename"),
                        fields.text("content", LONGEST_CONTENT),
                        who(call));
        call.answer(200, views.request(changed));
    }

    private void get(Call call) {
        RequestedDocument document = requests.get(request(call), who(call)).document(document(call));
        call.answer(200, views.document(document, requests.documents().content(document.id())));
    }

    private void empty(Call call) {
        requests.documents().empty(request(call), document(call), who(call));
        call.answer(204);
    }

    private void identify(Call call) {
        Person who = who(call);
        requests.documents()
                .identify(
                        request(call),
                        document(call),
                        !accounts.eidas(who.username()).isEmpty(),
                        who);
        call.answer(204);
    }

    private void identity(Call call) {
        OnboardingRequest request = requests.get(request(call), who(call));
        RequestedDocument document = request.document(document(call));
        Map<String, String> values =
                document.hasContent() ? accounts.eidas(request.applicant().username()) : Map.of();
        ArrayNode array = JsonMapper.shared().createArrayNode();
        EidasAttributes.ALL.stream()
                .filter(a -> values.containsKey(a.uri()))
                .forEach(a -> array.add(a.json().put("value", values.get(a.uri()))));
        call.answer(200, array);
    }

    private static String request(Call call) {
        return call.uuid("onboardingRequestId");
    }

    private static String document(Call call) {
        return call.uuid("documentId");
    }

    private static Person who(Call call) {
        return call.caller(Person.class);
    }
}
