package eu.twintown.node.authority.tier1;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Recogniser;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signing in with the authority's own accounts, and what somebody may know of oneself. */
public final class SignInRoutes implements HttpService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST_FORM = 10_000;

    private final Api api;
    private final Accounts accounts;
    private final SignInTokens tokens;
    private final boolean registration;

    /** @param registration whether newcomers may make an account before they make a request */
    public SignInRoutes(Api api, Accounts accounts, boolean registration, InstantSource clock) {
        this.registration = registration;
        this.api = api;
        this.accounts = accounts;
        this.tokens = new SignInTokens(clock);
    }

    /** The guard that understands the tokens which these routes give. */
    public Guard guard(RoutePolicy policy, List<Recogniser> others, Guard elsewhere) {
        return new Tier1Guard(policy, accounts, tokens, others, elsewhere);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(
                        "/auth/realms/authority/protocol/openid-connect/token",
                        Exchange.handler(exchange -> token(exchange)))
                .post("/api/authority/applicants", Exchange.handler(api.on(this::register)))
                .get("/tier1/v2/user", Exchange.handler(api.on(this::user)))
                .get("/v1/user/onboardingData", Exchange.handler(api.on(this::onboardingData)));
    }

    /** Resource owner password credentials (RFC 6749, section 4.3), as Simpl-Open's Keycloak offers them. */
    private void token(Exchange exchange) {
        Parameters form = exchange.form(LARGEST_FORM);
        api.on(call -> call.with("Cache-Control", "no-store").answer(200, granted(form)))
                .accept(exchange);
    }

    private ObjectNode granted(Parameters form) {
        if (!form.text("grant_type").orElse("").equals("password")) {
            throw SimplProblem.badRequest("Only grant_type=password is offered here");
        }
        Person person = accounts.signIn(
                        form.text("username").orElse(""), form.text("password").orElse(""))
                .orElseThrow(() -> SimplProblem.unauthorized("The user name or the password is wrong"));
        return JSON.createObjectNode()
                .put("access_token", tokens.issue(person))
                .put("expires_in", SignInTokens.LIFE.toSeconds())
                .put("token_type", "Bearer");
    }

    private void register(Call call) {
        if (!registration) {
            throw SimplProblem.forbidden("Accounts are made by the authority's staff only");
        }
        var fields = call.object();
        Person person = accounts.register(new Accounts.Newcomer(
                fields.text("username"),
                fields.text("password"),
                fields.text("firstName"),
                fields.text("lastName"),
                fields.text("email")));
        call.answer(201, JSON.createObjectNode().put("username", person.username()));
    }

    private void user(Call call) {
        Person person = call.caller(Person.class);
        ObjectNode json = named(person).put("authProvider", "SIMPL_AUTH");
        ArrayNode roles = json.putArray("roles");
        person.roles().stream().sorted().forEach(roles::add);
        call.answer(200, json);
    }

    private void onboardingData(Call call) {
        call.answer(200, named(call.caller(Person.class)));
    }

    private static ObjectNode named(Person person) {
        return JSON.createObjectNode()
                .put("username", person.username())
                .put("firstName", person.firstName())
                .put("lastName", person.lastName())
                .put("email", person.email());
    }
}
