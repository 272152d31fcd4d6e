package eu.twintown.node.authority;

import eu.twintown.node.authority.api.Api;
import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Fields;
import eu.twintown.node.authority.api.Journal;
import eu.twintown.node.authority.onboarding.request.OnboardingStatus;
import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The authority at a glance, what happened at it, and its fault switches; for the console and for tests. */
final class OverviewRoutes implements HttpService {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_PAUSE_MILLIS = 60_000;
    private static final int LARGEST_SKEW_SECONDS = 86_400;

    private final Api api;
    private final Authority authority;

    OverviewRoutes(Api api, Authority authority) {
        this.api = api;
        this.authority = authority;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/authority", Exchange.handler(api.on(this::overview)))
                .get("/api/authority/journal", Exchange.handler(api.on(this::journal)))
                .get("/api/authority/faults", Exchange.handler(api.on(call -> call.answer(200, faults()))))
                .put("/api/authority/faults", Exchange.handler(api.on(this::setFaults)));
    }

    private void overview(Call call) {
        X509Certificate ca = authority.certificates().authorities().onboarding().certificate();
        AuthoritySettings settings = authority.settings();
        long waiting = authority.onboarding().requests().all().stream()
                .filter(r -> r.status() == OnboardingStatus.IN_REVIEW)
                .count();
        ObjectNode json = JSON.createObjectNode()
                .put("name", settings.title())
                .put("participants", members())
                .put("waiting", waiting)
                .put("tier1", settings.tier1Url().toString())
                .put("tier2", settings.tier2().url().toString());
        json.putObject("ca")
                .put("subject", ca.getSubjectX500Principal().getName())
                .put("notAfter", ca.getNotAfter().toInstant().toString())
                .put("ocsp", settings.tier1Url().resolve("/pki/ocsp").toString())
                .put("crl", settings.tier1Url().resolve("/pki/onboarding.crl").toString());
        ArrayNode on = json.putArray("faults");
        switchedOn().forEach(on::add);
        call.answer(200, json);
    }

    private long members() {
        return authority.participants().all().stream()
                .filter(p -> !p.authority())
                .count();
    }

    private List<String> switchedOn() {
        Faults.Switches now = authority.faults().now();
        List<String> on = new java.util.ArrayList<>();
        if (now.expiredProof()) {
            on.add("expiredProof");
        }
        if (now.wrongSignature()) {
            on.add("wrongSignature");
        }
        if (now.unreachableOcsp()) {
            on.add("unreachableOcsp");
        }
        if (!now.clockSkew().isZero()) {
            on.add("clockSkew");
        }
        if (!now.delay().isZero()) {
            on.add("delay");
        }
        return on;
    }

    private void journal(Call call) {
        ArrayNode entries = JSON.createArrayNode();
        for (Journal.Entry entry : authority.journal().all().reversed()) {
            entries.addObject()
                    .put("at", entry.at().toString())
                    .put("by", entry.who())
                    .put("what", entry.what())
                    .put("subject", entry.subject())
                    .put("detail", entry.detail());
        }
        call.answer(200, entries);
    }

    private ObjectNode faults() {
        Faults.Switches now = authority.faults().now();
        return JSON.createObjectNode()
                .put("allowed", authority.faults().allowed())
                .put("expiredProof", now.expiredProof())
                .put("wrongSignature", now.wrongSignature())
                .put("unreachableOcsp", now.unreachableOcsp())
                .put("clockSkewSeconds", now.clockSkew().toSeconds())
                .put("delayMillis", now.delay().toMillis());
    }

    private void setFaults(Call call) {
        Fields fields = call.object();
        authority
                .faults()
                .set(new Faults.Switches(
                        fields.flag("expiredProof", false),
                        fields.flag("wrongSignature", false),
                        fields.flag("unreachableOcsp", false),
                        Duration.ofSeconds(
                                fields.number("clockSkewSeconds", 0, -LARGEST_SKEW_SECONDS, LARGEST_SKEW_SECONDS)),
                        Duration.ofMillis(fields.number("delayMillis", 0, 0, LONGEST_PAUSE_MILLIS))));
        call.answer(200, faults());
    }
}
