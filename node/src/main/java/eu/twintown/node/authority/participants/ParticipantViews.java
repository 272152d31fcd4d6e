package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.ca.SigningRequest;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Participants and credentials as both versions of the API show them. */
final class ParticipantViews {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Participants participants;

    ParticipantViews(Participants participants) {
        this.participants = participants;
    }

    /** Version 1: the credential in use stands among the participant's own members. */
    ObjectNode v1(Participant participant) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", participant.id())
                .put("participantType", participant.type())
                .put("organization", participant.organization())
                .put("creationTimestamp", participant.createdAt().toString())
                .put("updateTimestamp", participant.updatedAt().toString());
        participants.active(participant).ifPresent(credential -> json.put("credentialId", credential.id())
                .put("expiryDate", credential.expiresAt().toString())
                .put("credentialStatus", credential.status(participants.now()).name()));
        return json;
    }

    /** Version 2, with the credential in use where there is one. */
    ObjectNode v2(Participant participant) {
        ObjectNode json = bare(participant);
        participants.active(participant).ifPresent(credential -> json.set("credential", bare(credential)));
        return json;
    }

    /** Version 2 of a credential with its participant. */
    ObjectNode v2(Credential credential) {
        ObjectNode json = bare(credential);
        json.set("participant", bare(participants.get(credential.participantId())));
        return json;
    }

    ObjectNode bare(Credential credential) {
        return JSON.createObjectNode()
                .put("status", credential.status(participants.now()).name())
                .put("lastStatusChangeDate", credential.changedAt().toString())
                .put("issuanceDate", credential.issuedAt().toString())
                .put("expiryDate", credential.expiresAt().toString())
                .put("credentialId", credential.id())
                .put("content", credential.content());
    }

    private static ObjectNode bare(Participant participant) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", participant.id())
                .put("organization", participant.organization())
                .put("tierOnePublicKey", participant.tierOnePublicKey())
                .put("isAuthority", participant.authority())
                .put("creationTimestamp", participant.createdAt().toString())
                .put("updateTimestamp", participant.updatedAt().toString());
        if (!participant.applicantEmail().isEmpty()) {
            json.put("applicantEmail", participant.applicantEmail());
        }
        return json;
    }

    static ObjectNode csr(SigningRequest request) {
        return JSON.createObjectNode()
                .put("commonName", request.commonName())
                .put("organization", request.organization())
                .put("organizationalUnit", request.organizationalUnit())
                .put("country", request.country())
                .put("csr", request.pem());
    }

    /** The members that stand beside the page of a participant's credentials. */
    static ObjectNode renewal(Participant participant, ObjectNode page) {
        Participant.Renewal renewal = participant.renewal();
        ObjectNode json =
                page.putObject("renew").put("requested", !renewal.requestedAt().isEmpty());
        Optional.of(renewal.requestedAt()).filter(at -> !at.isEmpty()).ifPresent(at -> json.put("timestamp", at));
        if (!participant.csr().isEmpty()) {
            page.set("installedCSR", csr(SigningRequest.parse(participant.csr())));
        }
        return page;
    }
}
