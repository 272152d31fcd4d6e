package eu.twintown.node.authority.participants;

import eu.twintown.node.authority.api.Instants;
import eu.twintown.node.http.Parameters;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What a search for participants asks for. */
record ParticipantFilter(Parameters parameters, Participants participants) implements Predicate<Participant> {
    @Override
    public boolean test(Participant participant) {
        return contains("organization", participant.organization())
                && contains("participantType", participant.type())
                && (!parameters.has("isAuthority") || parameters.flag("isAuthority") == participant.authority())
                && (!parameters.has("hasCredential")
                        || parameters.flag("hasCredential")
                                != participant.activeCredential().isEmpty())
                && parameters
                        .text("credentialId")
                        .map(id -> CredentialId.normal(id).equals(participant.activeCredential()))
                        .orElse(true)
                && Instants.within(parameters, "dateFrom", "dateTo", participant.createdAt())
                && Instants.within(parameters, "creationTimestampFrom", "creationTimestampTo", participant.createdAt());
    }

    private boolean contains(String name, String value) {
        Optional<String> wanted = parameters.text(name);
        return wanted.isEmpty()
                || value.toLowerCase(Locale.ROOT).contains(wanted.get().toLowerCase(Locale.ROOT));
    }
}
