package eu.twintown.node.trust.simpl.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.simpl.check.CheckPlan.Staff;
import eu.twintown.node.trust.simpl.onboarding.Membership;
import eu.twintown.node.trust.simpl.onboarding.Onboarding.Application;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import eu.twintown.node.trust.simpl.tier.Answers;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows that participants of this kind work with an authority: two of them join, prove themselves, reach each other, and
 * are refused where they have to be. Runs against any authority that speaks the published interfaces; what it did and saw
 * is its {@link Evidence}.
 */
public final class AcceptanceScript implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String LETTER = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    private final CheckPlan plan;
    private final Evidence evidence;
    private final CheckedParticipant first;
    private final CheckedParticipant second;
    private final Office office;
    private final CatalogueSteps catalogue;
    private final Function<CheckPlan, TradeSteps> trades;

    /**
     * Gets ready.
     *
     * @param trades makes what runs the steps about agreements, of the plan, when both have joined
     * @param tell gets a line for each step
     */
    public AcceptanceScript(
            CheckPlan plan, CatalogueSteps catalogue, Function<CheckPlan, TradeSteps> trades, Consumer<String> tell) {
        this.plan = plan;
        this.trades = trades;
        this.catalogue = catalogue;
        this.evidence = new Evidence(plan, InstantSource.system(), tell);
        this.first = new CheckedParticipant(plan, 0);
        this.second = new CheckedParticipant(plan, 1);
        this.office = new Office(plan, first.outgoing());
    }

    /** Runs all steps; later ones are left out where nobody could join. */
    public Evidence run() {
        boolean joined = evidence.step("1", "Two participants hold certificates after a recorded onboarding", facts -> {
            join(first, facts.putObject("first"));
            join(second, facts.putObject("second"));
        });
        if (joined) {
            evidence.step("2", "Each is told its organisation and identity attributes (echo)", facts -> {
                facts.set("first", first.simpl.progress().echo());
                facts.set("second", second.simpl.progress().echo());
            });
            between();
            evidence.step("4", "A dataset is published, found by the other, and revoked", facts -> catalogue
                    .published()
                    .run(first.side(), second.side(), facts));
        }
        if (joined) {
            agreements();
            evidence.step(
                    "7",
                    "The schemas of the data space are read, and a wrong description is refused by them",
                    facts -> catalogue.schemas().run(first.side(), second.side(), facts));
        }
        return evidence;
    }

    private void agreements() {
        try (TradeSteps trade = trades.apply(plan)) {
            boolean agreed =
                    evidence.step("5", "A contract is negotiated through tier 2; both sides hold it", trade::negotiate);
            if (agreed) {
                evidence.step("6", "Data move, and the limit of use stops them", trade::move);
            }
        }
    }

    /** The evidence with the signature of the first participant's node key. */
    public ObjectNode signed() {
        return evidence.signed(first.keys().active(KeyPurpose.NODE));
    }

    private void join(CheckedParticipant who, ObjectNode facts) {
        if (who.simpl.installed().certificate().isEmpty()) {
            if (who.simpl.membership().request().isEmpty()) {
                apply(who);
            }
            decide(who, facts);
            who.simpl.progress().step();
        }
        Membership now = who.simpl.membership();
        X509Certificate own = who.simpl.installed().certificate().orElseThrow();
        now.request().ifPresent(request -> facts.put(
                        "requestId", request.path("id").asString(""))
                .put("organisation", request.path("organization").asString(""))
                .put("requested", request.path("creationTimestamp").asString(""))
                .put("decided", request.path("lastStatusUpdateTimestamp").asString("")));
        facts.put("participantId", now.participantId().orElse(""))
                .put("credentialId", CredentialId.of(own))
                .put("subject", own.getSubjectX500Principal().getName())
                .put("issuer", own.getIssuerX500Principal().getName())
                .put("serial", own.getSerialNumber().toString(16))
                .put("notAfter", own.getNotAfter().toInstant().toString());
    }

    private void apply(CheckedParticipant who) {
        String name = "check-" + UUID.randomUUID().toString().substring(0, 8);
        String organisation = "Twintown check " + name.substring(6);
        who.simpl
                .onboarding()
                .apply(new Application(
                        name,
                        "Aa1!" + UUID.randomUUID(),
                        "Twintown",
                        "Check",
                        name + "@example.org",
                        who.type(),
                        organisation));
        String letter = Base64.getEncoder().encodeToString(LETTER.getBytes(UTF_8));
        List<JsonNode> documents = new ArrayList<>();
        who.simpl.membership().request().ifPresent(request -> request.path("documents")
                .forEach(documents::add));
        for (JsonNode document : documents) {
            who.simpl.onboarding().upload(document.path("id").asString(""), "letter.pdf", letter);
        }
        who.simpl.onboarding().submit();
    }

    private void decide(CheckedParticipant who, ObjectNode facts) {
        String request = who.simpl.membership().requestId().orElseThrow();
        if (plan.notary().isPresent()) {
            Staff notary = plan.notary().get();
            office.approve(notary, request);
            facts.put("approvedBy", notary.username());
        }
        Instant until = Instant.now().plus(plan.patience());
        while (who.simpl.onboarding().refresh().participantId().isEmpty()) {
            String status = who.simpl.membership().requestStatus();
            if (status.equals("REJECTED") || Instant.now().isAfter(until)) {
                throw new Evidence.Failed("the request " + request + " is " + status
                        + "; where a notary has to decide, run the script again after that");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void between() {
        evidence.step("3a", "With a valid proof: 200", facts -> {
            expect(facts, ask(first.url()), 200);
            facts.set(
                    "ping",
                    Answers.json("the peer", second.simpl.peer(request("GET", first.url() + "/tier2/v2/ping", ""))));
        });
        evidence.step("3b", "Without a client certificate: 401, or the handshake is refused", this::withoutCertificate);
        evidence.step("3c", "With an expired proof: 400 or 401 (the peer's clock is put forward)", facts -> {
            String proof = second.simpl.link().proof().get().jwt();
            first.clockAhead(Duration.ofMinutes(15));
            try {
                expect(facts.putObject("handOver"), handOver(proof), 400, 401);
                expect(facts.putObject("request"), bare(first.url()), 401);
            } finally {
                first.clockAhead(Duration.ZERO);
            }
        });
        evidence.step(
                "3d",
                "With the proof of somebody else: 400, 401 or 403",
                facts -> expect(facts, handOver(first.simpl.link().proof().get().jwt()), 400, 401, 403));
        evidence.step(
                "3e",
                "Without an identity attribute that is asked for: 403",
                facts -> expect(facts, ask(first.needingUrl()), 403));
        if (plan.manager().isPresent()) {
            evidence.step(
                    "3f",
                    "After the authority has suspended the credential: refused",
                    facts -> suspended(facts, plan.manager().get()));
        } else {
            evidence.skip(
                    "3f", "After the authority has suspended the credential: refused", "no manager's account given");
        }
    }

    private void withoutCertificate(ObjectNode facts) {
        second.outgoing()
                .useTls(
                        "check-bare",
                        ClientTls.trusting(
                                TrustAnchors.of(second.simpl.installed().anchors())));
        try {
            Response response = second.outgoing()
                    .send(request("GET", first.url() + CheckedParticipant.PATH, "")
                            .withTls("check-bare"));
            expect(facts, response, 401);
        } catch (OutgoingException e) {
            facts.put("handshake", String.valueOf(e.getMessage()));
        }
    }

    private void suspended(ObjectNode facts, Staff manager) {
        String credential =
                CredentialId.of(second.simpl.installed().certificate().orElseThrow());
        expect(facts.putObject("before"), ask(first.url()), 200);
        office.status(manager, credential, "SUSPENDED");
        Instant begun = Instant.now();
        try {
            Response response = bare(first.url());
            while (response.status() == 200
                    && Instant.now().isBefore(begun.plus(plan.fresh()).plusSeconds(10))) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                response = bare(first.url());
            }
            facts.put(
                            "refusedAfterMillis",
                            Duration.between(begun, Instant.now()).toMillis())
                    .put("statedAge", plan.fresh().toString());
            expect(facts.putObject("after"), response, 401, 403);
        } finally {
            office.status(manager, credential, "VALID");
        }
    }

    private Response ask(String base) {
        return second.simpl.peer(request("GET", base + CheckedParticipant.PATH, ""));
    }

    private Response bare(String base) {
        return second.simpl.link().bare(request("GET", base + CheckedParticipant.PATH, ""));
    }

    private Response handOver(String proof) {
        return second.simpl
                .link()
                .bare(request("POST", first.url() + "/tier2/v2/ephemeralProof", "{\"proof\":\"" + proof + "\"}"));
    }

    private static Request request(String method, String uri, String body) {
        return new Request(
                method,
                URI.create(uri),
                body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                body.getBytes(UTF_8),
                TIMEOUT);
    }

    private static void expect(ObjectNode facts, Response response, Integer... statuses) {
        String text = new String(response.body(), UTF_8);
        facts.put("status", response.status())
                .put("answer", text.length() > 300 ? text.substring(0, 300) + "..." : text);
        if (!List.of(statuses).contains(response.status())) {
            throw new Evidence.Failed("the answer was " + response.status() + " instead of " + List.of(statuses));
        }
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
