package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Instants;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest;
import eu.twintown.node.authority.onboarding.request.OnboardingRequest.Applicant;
import eu.twintown.node.authority.onboarding.request.OnboardingRequests;
import eu.twintown.node.authority.onboarding.template.ParticipantType;
import eu.twintown.node.authority.onboarding.template.Term;
import eu.twintown.node.authority.tier1.Accounts;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Onboarding requests: making, finding and deciding them (version 1, and the creation of version 2). */
final class RequestRoutes implements HttpService {
    private static final String BASE = "/v1/onboardingRequests";
    private static final String ONE = BASE + "/{onboardingRequestId}";
    private static final int LONGEST_COMMENT = 5000;
    private static final Map<String, Function<OnboardingRequest, String>> SORTS = Map.of(
            "creationTimestamp", r -> r.createdAt().toString(),
            "updateTimestamp", r -> r.updatedAt().toString(),
            "lastStatusUpdateTimestamp", r -> r.statusAt().toString(),
            "organization", OnboardingRequest::organization,
            "status", r -> r.status().name());

    private final Api api;
    private final OnboardingRequests requests;
    private final OnboardingViews views;
    private final Accounts accounts;

    RequestRoutes(Api api, OnboardingRequests requests, OnboardingViews views, Accounts accounts) {
        this.api = api;
        this.requests = requests;
        this.views = views;
        this.accounts = accounts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(BASE, Exchange.handler(api.on(this::search)))
                .post(BASE, Exchange.handler(api.on(this::create)))
                .post("/tier1/v2/onboardingRequests", Exchange.handler(api.on(this::createV2)))
                .get(ONE, Exchange.handler(api.on(this::get)))
                .patch(ONE, Exchange.handler(api.on(this::update)))
                .get(ONE + "/identityAttributes", Exchange.handler(api.on(this::attributes)))
                .put(ONE + "/identityAttributes", Exchange.handler(api.on(this::setAttributes)));
        post(rules, "/submit", call -> answer(call, requests.submit(id(call), who(call))));
        post(rules, "/requestRevision", call -> answer(call, requests.requestRevision(id(call), who(call))));
        post(rules, "/approve", call -> answer(call, requests.approve(id(call), who(call))));
        post(rules, "/reject", this::reject);
        post(rules, "/comments", this::comment);
        post(rules, "/evaluateFaultRules", this::evaluate);
    }

    private void post(HttpRules rules, String path, Consumer<Call> operation) {
        rules.post(ONE + path, Exchange.handler(api.on(operation)));
    }

    /** An applicant finds its own only. */
    private void search(Call call) {
        Parameters parameters = call.parameters(
                "page",
                "size",
                "sort",
                "lastStatusUpdateTimestampTo",
                "lastStatusUpdateTimestampFrom",
                "creationTimestampFrom",
                "updateTimestampFrom",
                "creationTimestampTo",
                "updateTimestampTo",
                "email",
                "status");
        Person who = who(call);
        List<OnboardingRequest> found = requests.all().stream()
                .filter(r ->
                        who.hasOneOf(Person.NOTARY) || r.applicant().username().equals(who.username()))
                .filter(r -> parameters
                        .text("email")
                        .map(r.applicant().email()::equalsIgnoreCase)
                        .orElse(true))
                .filter(r ->
                        parameters.text("status").map(r.status().name()::equals).orElse(true))
                .filter(r -> within(parameters, r))
                .toList();
        call.answer(200, Pages.v1(parameters, found, SORTS, views::request));
    }

    private static boolean within(Parameters parameters, OnboardingRequest request) {
        return Instants.within(parameters, "creationTimestampFrom", "creationTimestampTo", request.createdAt())
                && Instants.within(parameters, "updateTimestampFrom", "updateTimestampTo", request.updatedAt())
                && Instants.within(
                        parameters, "lastStatusUpdateTimestampFrom", "lastStatusUpdateTimestampTo", request.statusAt());
    }

    /** Version 1: whoever asks gets an account with the request. */
    private void create(Call call) {
        Fields fields = call.object();
        Fields applicant = fields.fields("applicant");
        ParticipantType type =
                ParticipantType.of(fields.fields("participantType").uuid("id"));
        String organization = fields.text("organization", 100);
        String first = applicant
                .optional("firstName", 255)
                .or(() -> applicant.optional("firstname", 255))
                .orElseThrow(() -> applicant.fault("firstName", "is missing"));
        Person person = accounts.register(new Accounts.Newcomer(
                applicant.text("username"),
                applicant.text("password"),
                first,
                applicant.text("lastName"),
                applicant.text("email")));
        call.answer(201, views.request(requests.create(applicant(person), type, organization)));
    }

    /** Version 2: the person has an account already. */
    private void createV2(Call call) {
        Fields fields = call.object();
        Person person = who(call);
        ParticipantType type =
                ParticipantType.of(fields.fields("participantType").uuid("id"));
        Fields applicant = fields.fields("applicant");
        Applicant told = new Applicant(
                person.username(),
                applicant.optional("firstName", 255).orElse(person.firstName()),
                applicant.optional("lastName", 255).orElse(person.lastName()),
                applicant.optional("email", 255).orElse(person.email()));
        call.answer(201, views.request(requests.create(told, type, fields.text("organization", 100))));
    }

    private static Applicant applicant(Person person) {
        return new Applicant(person.username(), person.firstName(), person.lastName(), person.email());
    }

    private void get(Call call) {
        answer(call, requests.get(id(call), who(call)));
    }

    /** The notary sets how long the credential lasts, the applicant tells the credential that it uses. */
    private void update(Call call) {
        Fields fields = call.object();
        Person who = who(call);
        boolean term = fields.object().has("expirationTimeframe");
        if (term && !who.hasOneOf(Person.NOTARY)) {
            throw SimplProblem.forbidden("Only a notary sets the time frame");
        }
        OnboardingRequest changed = requests.get(id(call), who);
        if (term) {
            Term next = new Term(
                    fields.number("expirationTimeframe", 1, 1, Term.MOST),
                    fields.oneOf("expirationTimeframeTimeUnit", Term.Unit.class));
            changed = requests.setTerm(id(call), next, who);
        }
        if (fields.object().has("credentialId")) {
            changed = requests.setCredential(id(call), fields.text("credentialId"), who);
        }
        answer(call, changed);
    }

    private void attributes(Call call) {
        call.answer(200, OnboardingViews.codes(requests.get(id(call)).attributes()));
    }

    private void setAttributes(Call call) {
        requests.setAttributes(id(call), codes(call), who(call));
        call.answer(204);
    }

    static List<String> codes(Call call) {
        List<String> codes = new ArrayList<>();
        for (JsonNode item : call.array()) {
            codes.add(item.path("code").asString(""));
        }
        return codes;
    }

    private void reject(Call call) {
        answer(call, requests.reject(id(call), call.object().text("rejectionCause"), who(call)));
    }

    private void comment(Call call) {
        answer(call, requests.comment(id(call), call.object().text("content", LONGEST_COMMENT), who(call)));
    }

    private void evaluate(Call call) {
        requests.evaluateFaults(id(call), who(call));
        call.answer(204);
    }

    private void answer(Call call, OnboardingRequest request) {
        call.answer(200, views.request(request));
    }

    private static String id(Call call) {
        return call.uuid("onboardingRequestId");
    }

    private static Person who(Call call) {
        return call.caller(Person.class);
    }
}
