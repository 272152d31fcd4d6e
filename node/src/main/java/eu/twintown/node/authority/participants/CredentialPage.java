package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Call;
import eu.twintown.node.authority.api.Instants;
import eu.twintown.node.authority.api.Pages;
import eu.twintown.node.http.Parameters;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The credentials of one participant, filtered and in pages. */
record CredentialPage(Participants participants, ParticipantViews views) {
    static final String[] TIER_ONE = {
        "page", "pageSize", "sort", "issuanceDateFrom", "issuanceDateTo", "expiryDateFrom", "expiryDateTo", "status"
    };
    static final Map<String, Function<Credential, String>> SORTS = Map.of(
            "issuanceDate", c -> c.issuedAt().toString(),
            "expiryDate", c -> c.expiresAt().toString(),
            "status", c -> c.state().name());

    /** Version 2. */
    ObjectNode of(Call call, Parameters parameters, Participant participant) {
        ObjectNode page = Pages.v2(call, parameters, filtered(parameters, participant), SORTS, views::v2);
        return ParticipantViews.renewal(participant, page);
    }

    List<Credential> filtered(Parameters parameters, Participant participant) {
        return participants.credentials(participant.id()).stream()
                .filter(c -> parameters
                        .text("status")
                        .map(status -> c.status(participants.now()).name().equals(status))
                        .orElse(true))
                .filter(c -> Instants.within(parameters, "issuanceDateFrom", "issuanceDateTo", c.issuedAt()))
                .filter(c -> Instants.within(parameters, "expiryDateFrom", "expiryDateTo", c.expiresAt()))
                .toList();
    }
}
