package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.authority.api.Person;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.http.Exchange;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * When credentials are to be renewed: the usual time before their end, and what holds for single participants. It is kept
 * and told; it is the participants that renew.
 */
public final class RenewalRoutes implements HttpService {
    private static final String USUAL = "/tier1/v2/participants/automaticRenewal";
    private static final String ONE = "/tier1/v2/participants/{participantId}/automaticRenewal";
    private static final String KEY = "usual";
    private static final int MOST_DAYS = 1830;
    private static final int LONGEST_REASON = 1024;

    private final Api api;
    private final Participants participants;
    private final Kept<Usual> usual;

    /** What holds where nothing else was said. */
    record Usual(int daysBefore) {}

    public RenewalRoutes(Api api, Participants participants, Documents documents) {
        this.api = api;
        this.participants = participants;
        this.usual = new Kept<>(documents, "authority-renewal", Usual.class);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(USUAL, Exchange.handler(api.on(this::usual)))
                .put(USUAL, Exchange.handler(api.on(call -> setUsual(call, 200))))
                .post(USUAL, Exchange.handler(api.on(call -> setUsual(call, 201))))
                .delete(USUAL, Exchange.handler(api.on(this::deleteUsual)))
                .get(ONE, Exchange.handler(api.on(this::get)))
                .put(ONE, Exchange.handler(api.on(this::set)))
                .post(ONE, Exchange.handler(api.on(this::set)))
                .delete(ONE, Exchange.handler(api.on(this::delete)));
    }

    private void usual(Call call) {
        Usual found = usual.find(KEY).orElseThrow(() -> SimplProblem.notFound("No usual time of renewal is set"));
        call.answer(200, days(found.daysBefore()));
    }

    private void setUsual(Call call, int status) {
        int days = call.object().number("daysBeforeRenewal", -1, 0, MOST_DAYS);
        if (days < 0) {
            throw SimplProblem.badRequest("/daysBeforeRenewal is missing");
        }
        usual.put(KEY, new Usual(days));
        call.answer(status, days(days));
    }

    private void deleteUsual(Call call) {
        usual.delete(KEY);
        call.answer(204);
    }

    private void get(Call call) {
        Participant participant = participants.get(call.uuid("participantId"));
        if (!participant.renewal().configured()) {
            throw SimplProblem.notFound("Nothing is set for this participant; the usual time holds");
        }
        call.answer(200, view(participant.renewal()));
    }

    private void set(Call call) {
        Fields fields = call.object();
        int days = fields.object().has("customRenewal")
                ? fields.fields("customRenewal").number("daysBeforeRenewal", 0, 0, MOST_DAYS)
                : 0;
        Participant participant = participants.get(call.uuid("participantId"));
        Participant.Renewal renewal = new Participant.Renewal(
                true,
                fields.flag("enabled", true),
                days,
                fields.optional("reason", LONGEST_REASON).orElse(""),
                participant.renewal().requestedAt());
        call.answer(
                200,
                view(participants
                        .setRenewal(participant.id(), renewal, who(call))
                        .renewal()));
    }

    private void delete(Call call) {
        String reason = call.parameters("reason").text("reason").orElse("");
        Participant participant = participants.get(call.uuid("participantId"));
        String requested = participant.renewal().requestedAt();
        participants.setRenewal(
                participant.id(), new Participant.Renewal(false, true, 0, reason, requested), who(call));
        call.answer(204);
    }

    private static ObjectNode view(Participant.Renewal renewal) {
        ObjectNode json = JsonMapper.shared().createObjectNode().put("enabled", renewal.enabled());
        if (renewal.daysBefore() > 0) {
            json.set("customRenewal", days(renewal.daysBefore()));
        }
        return renewal.reason().isEmpty() ? json : json.put("reason", renewal.reason());
    }

    private static ObjectNode days(int days) {
        return JsonMapper.shared().createObjectNode().put("daysBeforeRenewal", days);
    }

    private static String who(Call call) {
        return call.caller(Person.class).username();
    }
}
