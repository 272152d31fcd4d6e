package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.simpl.onboarding.Certificates;
import eu.twintown.node.trust.simpl.onboarding.Onboarding;
import eu.twintown.node.trust.simpl.onboarding.Onboarding.Application;
import eu.twintown.node.trust.simpl.onboarding.Progress;
import eu.twintown.node.trust.simpl.tier.Participants;
import tools.jackson.databind.JsonNode;

/** What an operator can do by hand about the membership in the data space. */
record SimplActions(
        SimplSettings settings,
        Onboarding onboarding,
        Certificates certificates,
        Participants participants,
        Progress progress) {

    JsonNode participantTypes() {
        return onboarding.participantTypes();
    }

    void apply(JsonNode body) {
        JsonNode applicant = body.path("applicant");
        String organisation = body.path("organisation")
                .asString(body.path("organization")
                        .asString(settings.participant().organisation()));
        JsonNode type = body.path("participantType");
        onboarding.apply(new Application(
                text(applicant, "username", "/applicant"),
                text(applicant, "password", "/applicant"),
                text(applicant, "firstName", "/applicant"),
                text(applicant, "lastName", "/applicant"),
                text(applicant, "email", "/applicant"),
                type.isObject() ? text(type, "id", "/participantType") : text(body, "participantType", ""),
                organisation));
    }

    void upload(String document, JsonNode body) {
        onboarding.upload(document, text(body, "filename", ""), text(body, "content", ""));
    }

    void submit() {
        onboarding.submit();
    }

    void comment(JsonNode body) {
        onboarding.comment(text(body, "text", ""));
    }

    /** Has the certificate issued where the request is approved by now. */
    void certificate() {
        onboarding.refresh();
        certificates.obtain();
        certificates.announce();
        progress.echo();
    }

    /** The request for a certificate, PEM, for those who carry it to the authority by hand. */
    String csr() {
        return certificates.request();
    }

    /** Takes a chain into use that came by hand. */
    void install(JsonNode body) {
        certificates.installByHand(text(body, "content", ""));
    }

    void renew() {
        certificates.renew();
        progress.echo();
    }

    JsonNode echo() {
        return progress.echo();
    }

    JsonNode ping(JsonNode body) {
        return participants.ping(text(body, "peer", ""));
    }

    private static String text(JsonNode body, String name, String path) {
        JsonNode value = body.path(name);
        if (!value.isString() || value.asString().isBlank()) {
            throw ProblemException.badData("must be a text that is not empty", path + "/" + name);
        }
        return value.asString();
    }
}
