package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.simpl.onboarding.Certificates;
import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.onboarding.Membership;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.onboarding.Onboarding;
import eu.twintown.node.trust.simpl.onboarding.Progress;
import eu.twintown.node.trust.simpl.revocation.CertificateState;
import eu.twintown.node.trust.simpl.revocation.CertificateStatus;
import eu.twintown.node.trust.simpl.tier.Tier2Link;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The membership as the console shows it. */
final class SimplView {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final SimplSettings settings;
    private final MembershipStore store;
    private final Installed installed;
    private final CertificateStatus status;
    private final Certificates certificates;
    private final Tier2Link link;
    private final Onboarding onboarding;
    private final Progress progress;
    private final InstantSource clock;
    private volatile Reach reach = new Reach(Instant.MIN, "");

    /** Whether tier 1 answered when it was last asked; an empty reason = yes. */
    private record Reach(Instant at, String error) {}

    SimplView(
            SimplSettings settings,
            MembershipStore store,
            Installed installed,
            CertificateStatus status,
            Certificates certificates,
            Tier2Link link,
            Onboarding onboarding,
            Progress progress,
            InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.installed = installed;
        this.status = status;
        this.certificates = certificates;
        this.link = link;
        this.onboarding = onboarding;
        this.progress = progress;
        this.clock = clock;
    }

    ObjectNode json() {
        Membership now = store.get();
        ObjectNode view = JsonMapper.shared().createObjectNode();
        Optional<CertificateState> state = installed
                .certificate()
                .flatMap(own -> installed.issuer(own, installed.chain()).map(issuer -> status.state(own, issuer)));
        view.put("configured", true).put("state", state(now, state));
        view.set("authority", authority());
        view.put("participantId", now.participantId().orElse(null));
        view.put(
                "organisation",
                now.echo().path("organization").asString(settings.participant().organisation()));
        installed
                .certificate()
                .ifPresentOrElse(
                        own -> view.set("certificate", certificate(own, state)), () -> view.putNull("certificate"));
        var attributes = view.putArray("attributes");
        now.attributes()
                .forEach(one -> attributes.addObject().put("code", one.code()).put("name", one.name()));
        link.proof()
                .kept()
                .ifPresentOrElse(
                        proof -> view.putObject("proof")
                                .put("expiresAt", proof.expires().toString()),
                        () -> view.putNull("proof"));
        now.request()
                .ifPresentOrElse(
                        request -> view.set("onboarding", onboarding(request, now)), () -> view.putNull("onboarding"));
        view.put("problem", progress.problem().isEmpty() ? null : progress.problem());
        return view;
    }

    private String state(Membership now, Optional<CertificateState> certificate) {
        if (installed.certificate().isPresent()) {
            if (installed.certificate().get().getNotAfter().toInstant().isBefore(clock.instant())) {
                return "expired";
            }
            return switch (certificate.map(CertificateState::standing).orElse(CertificateState.Standing.UNKNOWN)) {
                case SUSPENDED -> "suspended";
                case REVOKED -> "revoked";
                case VALID, UNKNOWN -> "onboarded";
            };
        }
        return switch (now.requestStatus()) {
            case "" -> now.participantId().isPresent() ? "certificate-missing" : "not-started";
            case "REJECTED" -> "rejected";
            case "APPROVED" -> "approved";
            case "IN_REVIEW", "EVALUATING" -> "in-review";
            default -> wasSentBack(now) ? "revision" : "requested";
        };
    }

    /** Sent back to the applicant: in progress again, and the notary has said why. */
    private static boolean wasSentBack(Membership now) {
        return now.request().map(request -> !request.path("comments").isEmpty()).orElse(false);
    }

    private ObjectNode authority() {
        Reach known = reach;
        if (clock.instant().isAfter(known.at().plus(BETWEEN_LOOKS))) {
            known = look();
            reach = known;
        }
        return JsonMapper.shared()
                .createObjectNode()
                .putNull("name")
                .put("tier1", settings.authority().tier1().toString())
                .put("tier2", settings.authority().tier2().toString())
                .put("version", link.version().name().toLowerCase(java.util.Locale.ROOT))
                .put("reachable", known.error().isEmpty())
                .put("error", known.error().isEmpty() ? null : known.error());
    }

    private Reach look() {
        try {
            onboarding.participantTypes();
            return new Reach(clock.instant(), "");
        } catch (ProblemException e) {
            return new Reach(clock.instant(), e.problem().detail());
        }
    }

    private ObjectNode certificate(X509Certificate own, Optional<CertificateState> state) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("subject", own.getSubjectX500Principal().getName())
                .put("issuer", own.getIssuerX500Principal().getName())
                .put("serial", own.getSerialNumber().toString(16))
                .put("notBefore", own.getNotBefore().toInstant().toString())
                .put("notAfter", own.getNotAfter().toInstant().toString())
                .put("status", state.map(found -> found.standing().name()).orElse("UNKNOWN"))
                .put("reason", state.map(CertificateState::reason).orElse("its issuer is not known"))
                .put("renewAt", certificates.renewAt().map(Instant::toString).orElse(null));
    }

    private static ObjectNode onboarding(JsonNode request, Membership now) {
        ObjectNode view = JsonMapper.shared()
                .createObjectNode()
                .put("id", request.path("id").asString(""))
                .put("status", now.requestStatus())
                .put("participantType", now.participantType());
        String rejected = request.path("rejectionCause").asString("");
        view.put("rejectionCause", rejected.isEmpty() ? null : rejected);
        var documents = view.putArray("documents");
        for (JsonNode document : request.path("documents")) {
            JsonNode template = document.path("documentTemplate");
            boolean there = document.path("hasContent").asBoolean(false);
            documents
                    .addObject()
                    .put("id", document.path("id").asString(""))
                    .put(
                            "name",
                            template.path("name")
                                    .asString(document.path("description").asString("")))
                    .put(
                            "description",
                            template.path("description")
                                    .asString(document.path("description").asString("")))
                    .put(
                            "required",
                            document.path("mandatory")
                                    .asBoolean(template.path("mandatory").asBoolean(false)))
                    .put("uploaded", there ? document.path("filename").asString("") : null);
        }
        var comments = view.putArray("comments");
        for (JsonNode comment : request.path("comments")) {
            comments.addObject()
                    .put("at", comment.path("creationTimestamp").asString(""))
                    .put("by", comment.path("author").asString(""))
                    .put("text", comment.path("content").asString(""));
        }
        return view;
    }
}
