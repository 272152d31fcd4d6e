package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.http.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an agent itself may see and do about participants and its own credentials. */
public final class AgentCredentials {
    private static final String[] QUERY = {
        "page",
        "pageSize",
        "sort",
        "status",
        "issuanceDateFrom",
        "issuanceDateTo",
        "expiryDateFrom",
        "expiryDateTo",
        "unpaged"
    };
    private static final String[] QUERY_V1 = {
        "page", "size", "sort", "status", "issuanceDateFrom", "issuanceDateTo", "expiryDateFrom", "expiryDateTo"
    };

    private final Participants participants;
    private final ParticipantViews views;
    private final Validities validities;

    public AgentCredentials(Participants participants, Validities validities) {
        this.participants = participants;
        this.views = new ParticipantViews(participants);
        this.validities = validities;
    }

    /** A participant, version 2. */
    public ObjectNode participant(Participant participant) {
        return views.v2(participant);
    }

    /** A participant, version 1. */
    public ObjectNode participantV1(Participant participant) {
        return views.v1(participant);
    }

    /** The agent's own credentials, version 2. */
    public ObjectNode page(Call call, Participant own) {
        return new CredentialPage(participants, views).of(call, call.parameters(QUERY), own);
    }

    /** The agent's own credentials, version 1. */
    public ObjectNode pageV1(Call call, Participant own) {
        Parameters parameters = call.parameters(QUERY_V1);
        return Pages.v1(
                parameters,
                new CredentialPage(participants, views).filtered(parameters, own),
                CredentialPage.SORTS,
                credential -> JsonMapper.shared()
                        .createObjectNode()
                        .put("status", credential.status(participants.now()).name())
                        .put("issuanceDate", credential.issuedAt().toString())
                        .put("expiryDate", credential.expiresAt().toString())
                        .put("credentialId", credential.id())
                        .put("content", credential.content()));
    }

    /** Issues a certificate for a new key; the agent takes it into use when it has installed it. */
    public void renew(Participant own, String csr) {
        participants.renew(own, csr, validities.of(own.id()), own.id());
    }

    public ObjectNode storeCsr(Participant own, String csr) {
        return ParticipantViews.csr(participants.storeCsr(own.id(), csr, own.id()));
    }
}
