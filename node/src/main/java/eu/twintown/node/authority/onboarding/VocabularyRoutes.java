package eu.twintown.node.authority.onboarding;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.authority.onboarding.request.OnboardingStatus;
import eu.twintown.node.authority.onboarding.request.StatusLabels;
import eu.twintown.node.authority.onboarding.template.EidasAttributes;
import eu.twintown.node.authority.onboarding.template.MimeType;
import eu.twintown.node.authority.onboarding.template.MimeTypes;
import eu.twintown.node.authority.onboarding.template.ParticipantType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Participant types, media types, states and eIDAS attributes (version 1). */
final class VocabularyRoutes implements HttpService {
    private static final String MIME_TYPE = "/v1/mimeTypes/{mimeTypeId}";

    private final Api api;
    private final MimeTypes mimeTypes;
    private final StatusLabels labels;

    VocabularyRoutes(Api api, MimeTypes mimeTypes, StatusLabels labels) {
        this.api = api;
        this.mimeTypes = mimeTypes;
        this.labels = labels;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/participantTypes", Exchange.handler(api.on(this::participantTypes)))
                .get("/v1/onboardingStatus", Exchange.handler(api.on(this::states)))
                .patch("/v1/onboardingStatus/{onboardingStatusId}", Exchange.handler(api.on(this::label)))
                .get("/v1/eidasAttributes", Exchange.handler(api.on(this::eidas)))
                .get("/v1/mimeTypes", Exchange.handler(api.on(this::list)))
                .post("/v1/mimeTypes", Exchange.handler(api.on(this::create)))
                .get("/v1/mimeTypes/supported", Exchange.handler(api.on(this::supported)))
                .get(
                        MIME_TYPE,
                        Exchange.handler(api.on(
                                call -> call.answer(200, mimeTypes.get(id(call)).json()))))
                .put(MIME_TYPE, Exchange.handler(api.on(this::update)))
                .delete(MIME_TYPE, Exchange.handler(api.on(this::delete)));
    }

    private void participantTypes(Call call) {
        ArrayNode array = array();
        for (ParticipantType type : ParticipantType.values()) {
            array.add(type.json());
        }
        call.answer(200, array);
    }

    private void states(Call call) {
        ArrayNode array = array();
        for (OnboardingStatus status : OnboardingStatus.values()) {
            array.add(labels.json(status));
        }
        call.answer(200, array);
    }

    private void label(Call call) {
        String label = call.parameters("label")
                .text("label")
                .orElseThrow(() -> eu.twintown.node.authority.api.SimplProblem.badRequest("'label' is missing"));
        labels.set(call.uuid("onboardingStatusId"), label);
        call.answer(204);
    }

    private void eidas(Call call) {
        ArrayNode array = array();
        EidasAttributes.ALL.forEach(a -> array.add(a.json()));
        call.answer(200, array);
    }

    private void list(Call call) {
        Parameters parameters = call.parameters("page", "size", "sort");
        call.answer(
                200, without(Pages.v1(parameters, mimeTypes.all(), Map.of("value", MimeType::value), MimeType::json)));
    }

    /** Pages of media types have no member {@code empty}. */
    private static tools.jackson.databind.node.ObjectNode without(tools.jackson.databind.node.ObjectNode page) {
        page.remove("empty");
        return page;
    }

    private void create(Call call) {
        Fields fields = call.object();
        call.answer(
                201,
                mimeTypes
                        .create(fields.text("value"), fields.text("description"))
                        .json());
    }

    private void update(Call call) {
        Fields fields = call.object();
        call.answer(
                200,
                mimeTypes
                        .update(id(call), fields.text("value"), fields.text("description"))
                        .json());
    }

    private void delete(Call call) {
        mimeTypes.delete(id(call));
        call.answer(204);
    }

    private void supported(Call call) {
        String search = call.parameters("search").asMap().getOrDefault("search", "");
        ArrayNode array = array();
        MimeTypes.supported().stream().filter(t -> t.contains(search)).forEach(array::add);
        call.answer(200, array);
    }

    private static String id(Call call) {
        return call.uuid("mimeTypeId");
    }

    private static ArrayNode array() {
        return JsonMapper.shared().createArrayNode();
    }
}
