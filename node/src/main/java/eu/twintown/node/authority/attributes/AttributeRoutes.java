package eu.twintown.node.authority.attributes;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Instants;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Identity attributes and their assignment, both versions of the security attributes provider's API (tier 1). */
public final class AttributeRoutes implements HttpService {
    private static final String[] FILTER = {
        "page",
        "size",
        "pageSize",
        "sort",
        "unpaged",
        "code",
        "participantIdNotIn",
        "updateTimestampFrom",
        "name",
        "participantIdIn",
        "updateTimestampTo",
        "enabled",
        "builtIn",
        "assignableToRoles"
    };

    private final Api api;
    private final IdentityAttributes attributes;
    private final AttributeViews views;
    private final Consumer<String> requireParticipant;

    /** @param requireParticipant throws where there is no participant of this id */
    public AttributeRoutes(Api api, IdentityAttributes attributes, Consumer<String> requireParticipant) {
        this.api = api;
        this.attributes = attributes;
        this.views = new AttributeViews(attributes);
        this.requireParticipant = requireParticipant;
    }

    @Override
    public void routing(HttpRules rules) {
        for (String base : List.of("/v1", "/tier1/v2")) {
            String one = base + "/identityAttributes/" + (base.equals("/v1") ? "{id}" : "{identityAttributeId}");
            rules.post(base + "/identityAttributes", Exchange.handler(api.on(this::create)))
                    .post(base + "/identityAttributes/import", Exchange.handler(api.on(this::importAll)))
                    .get(one, Exchange.handler(api.on(call -> call.answer(200, views.full(attributes.get(id(call)))))))
                    .put(one, Exchange.handler(api.on(this::update)))
                    .delete(one, Exchange.handler(api.on(this::delete)));
        }
        rules.get("/v1/identityAttributes", Exchange.handler(api.on(this::searchV1)))
                .get("/tier1/v2/identityAttributes", Exchange.handler(api.on(this::searchV2)))
                .put("/v1/identityAttributes/assignable/{value}", Exchange.handler(api.on(this::setAssignable)))
                .post(
                        "/v1/participants/{participantId}/identityAttributes/assign",
                        Exchange.handler(api.on(this::assign)))
                .post(
                        "/v1/participants/{participantId}/identityAttributes/unassign",
                        Exchange.handler(api.on(this::unassign)))
                .get(
                        "/tier1/v2/participants/{participantId}/identityAttributes",
                        Exchange.handler(
                                api.on(call -> call.answer(200, views.list(attributes.of(participant(call)))))))
                .put(
                        "/tier1/v2/participants/{participantId}/identityAttributes",
                        Exchange.handler(api.on(this::replace)));
    }

    private void searchV1(Call call) {
        Parameters parameters = call.parameters(FILTER);
        call.answer(200, Pages.v1(parameters, found(parameters), AttributeViews.SORTS, views::full));
    }

    private void searchV2(Call call) {
        Parameters parameters = call.parameters(FILTER);
        call.answer(200, Pages.v2(call, parameters, found(parameters), AttributeViews.SORTS, views::full));
    }

    private List<IdentityAttribute> found(Parameters parameters) {
        return attributes.all().stream()
                .filter(a -> contains(parameters.text("code"), a.code()))
                .filter(a -> contains(parameters.text("name"), a.name()))
                .filter(a -> is(parameters, "enabled", a.enabled()))
                .filter(a -> is(parameters, "builtIn", a.builtIn()))
                .filter(a -> is(parameters, "assignableToRoles", a.assignableToRoles()))
                .filter(a -> Instants.within(parameters, "updateTimestampFrom", "updateTimestampTo", a.updatedAt()))
                .filter(a -> parameters.list("participantIdIn").isEmpty()
                        || parameters.list("participantIdIn").stream()
                                .anyMatch(p -> attributes.ids(p).contains(a.id())))
                .filter(a -> parameters.list("participantIdNotIn").stream()
                        .noneMatch(p -> attributes.ids(p).contains(a.id())))
                .toList();
    }

    private static boolean contains(Optional<String> wanted, String value) {
        return wanted.map(w -> value.toLowerCase(Locale.ROOT).contains(w.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private static boolean is(Parameters parameters, String name, boolean value) {
        return !parameters.has(name) || parameters.flag(name) == value;
    }

    private void create(Call call) {
        call.answer(201, views.full(attributes.create(call.object(), who(call))));
    }

    /** Those that exist already are left as they are. */
    private void importAll(Call call) {
        List<Fields> fresh = new ArrayList<>();
        int at = 0;
        for (JsonNode item : call.array()) {
            if (!(item instanceof ObjectNode object)) {
                throw SimplProblem.badRequest("/" + at + " must be an object");
            }
            Fields fields = new Fields(object, "/" + at++);
            if (attributes.byCode(fields.text("code")).isEmpty()) {
                fresh.add(fields);
            }
        }
        fresh.forEach(fields -> attributes.create(fields, who(call)));
        call.answer(201);
    }

    private void update(Call call) {
        attributes.update(id(call), call.object(), who(call));
        call.answer(204);
    }

    private void delete(Call call) {
        attributes.delete(id(call), who(call));
        call.answer(204);
    }

    private void setAssignable(Call call) {
        String value = call.variable("value");
        if (!value.equals("true") && !value.equals("false")) {
            throw SimplProblem.badRequest("The path must end with true or false");
        }
        List<String> ids = new ArrayList<>();
        call.array().forEach(id -> ids.add(id.asString()));
        attributes.setAssignable(ids, Boolean.parseBoolean(value), who(call));
        call.answer(200);
    }

    private void assign(Call call) {
        attributes.assign(participant(call), views.ids(call.array()), who(call));
        call.answer(204);
    }

    private void unassign(Call call) {
        attributes.unassign(participant(call), views.ids(call.array()), who(call));
        call.answer(200);
    }

    private void replace(Call call) {
        attributes.replace(participant(call), views.ids(call.array()), who(call));
        call.answer(204);
    }

    private String participant(Call call) {
        String id = call.uuid("participantId");
        requireParticipant.accept(id);
        return id;
    }

    private static String id(Call call) {
        return call.uuid(call.rawPath().startsWith("/v1") ? "id" : "identityAttributeId");
    }

    private static String who(Call call) {
        return call.caller(Person.class).username();
    }
}
