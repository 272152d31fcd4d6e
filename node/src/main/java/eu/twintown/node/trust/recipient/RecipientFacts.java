package eu.twintown.node.trust.recipient;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this node has verified about the recipient of data, in the terms of ODRL and the city profile.
 *
 * @param ids by which the recipient is known: its DID or participant id first, then others
 * @param roles names of roles ({@code city:recipientRole})
 * @param credentials types of verified credentials ({@code city:recipientCredential})
 * @param collections of which it is a member as assignee: codes of identity attributes, data spaces; never a DID
 * @param until from then on nothing of it counts any more
 */
public record RecipientFacts(
        List<String> ids, List<String> roles, List<String> credentials, List<String> collections, Instant until) {

    /** Nothing is known: whatever asks for the recipient's role or credential stays undecided, and so is refused. */
    public static final RecipientFacts NONE =
            new RecipientFacts(List.of(), List.of(), List.of(), List.of(), Instant.MAX);

    public RecipientFacts {
        ids = List.copyOf(ids);
        roles = List.copyOf(roles);
        credentials = List.copyOf(credentials);
        collections = List.copyOf(collections);
    }

    /** What two proofs of the same recipient show together; it counts until the first of them ends. */
    RecipientFacts and(RecipientFacts other) {
        return new RecipientFacts(
                both(ids, other.ids),
                both(roles, other.roles),
                both(credentials, other.credentials),
                both(collections, other.collections),
                until.isBefore(other.until) ? until : other.until);
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** Whether anything was proved. */
    public boolean isKnown() {
        return !ids.isEmpty();
    }

    /** The same world, in which these facts hold too. What nothing is known of is left out. */
    public World in(World world) {
        World known = world;
        if (!ids.isEmpty()) {
            known = known.with(Odrl.RECIPIENT, ids.stream().map(Operand::iri).toArray(Operand[]::new));
        }
        if (!roles.isEmpty()) {
            known = known.with(CityProfile.RECIPIENT_ROLE, texts(roles));
        }
        if (!credentials.isEmpty()) {
            known = known.with(CityProfile.RECIPIENT_CREDENTIAL, texts(credentials));
        }
        if (!collections.isEmpty()) {
            for (String id : ids) {
                known = known.withMember(id, collections.toArray(String[]::new));
            }
        }
        return known;
    }

    private static Operand[] texts(List<String> values) {
        return values.stream().map(Operand::text).toArray(Operand[]::new);
    }
}
