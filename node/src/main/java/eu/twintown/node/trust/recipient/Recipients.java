package eu.twintown.node.trust.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Knows what participants have proved about themselves, for policies.
 *
 * <p>A request that carries a proof shows itself who asks. One with a token of an agreement does not: for it counts what its
 * participant proved last, until that is too old. So a credential that was revoked ends the access that rests on it after
 * that time at the latest, and before that with the next proof, which no longer shows it. What was proved lies in the
 * database: it outlives a restart, and several processes of a node share it.
 */
public final class Recipients {
    /** Marks participants that a Simpl authority vouches for; stands where others have types of credentials. */
    public static final String SIMPL_PARTICIPANT = "SimplParticipant";

    /** Attribute of a principal that came with a token of an agreement, and so has proved nothing anew. */
    private static final String AGREEMENT = "agreement";

    private static final String CREDENTIAL = "credential";
    private static final String IDENTITY_ATTRIBUTES = "identity_attributes";
    private static final String MEMBERSHIP = "MembershipCredential.";
    private static final Set<String> ROLE_CLAIMS = Set.of("role", "roles", "identityAttributes");
    private static final String KIND = "recipient";
    private static final String AT_TIER_2 = " at tier 2";
    private static final int MOST = 10_000;

    /** An unchanged proof is written again after this part of the time for which it counts. */
    private static final int REFRESH = 3;

    private final RecipientSettings settings;
    private final Documents documents;
    private final InstantSource clock;
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Proved(Principal principal, Instant at) {}

    private record Kept(long version, Optional<Proved> proved) {}

    public Recipients(RecipientSettings settings, Documents documents, InstantSource clock) {
        this.settings = settings;
        this.documents = documents;
        this.clock = clock;
    }

    /** What is known of the one who makes a request. */
    public RecipientFacts of(Principal principal) {
        return proves(principal) ? facts(principal, clock.instant()) : of(principal.id());
    }

    /** What is known of a participant that makes no request at this moment. */
    public RecipientFacts of(String participantId) {
        return Stream.of(participantId, participantId + AT_TIER_2)
                .flatMap(key -> proved(key, participantId).stream())
                .map(one -> facts(one.principal(), one.at()))
                .filter(facts -> clock.instant().isBefore(facts.until()))
                .reduce(RecipientFacts::and)
                .orElse(RecipientFacts.NONE);
    }

    /** Grows whenever what is known of any participant may have changed. */
    public long version() {
        return documents.version(KIND);
    }

    /** The same recogniser, with what participants prove noted. */
    public Recogniser noting(Recogniser recogniser) {
        return exchange -> {
            Optional<Principal> principal = recogniser.recognise(exchange);
            principal
                    .filter(one -> one.kind() == Principal.Kind.PARTICIPANT)
                    .filter(one -> one.attribute(AGREEMENT).isEmpty())
                    .ifPresent(this::note);
            return principal;
        };
    }

    /** Notes what a participant has proved just now, instead of what it had proved before. */
    public void note(Principal principal) {
        Instant now = clock.instant();
        // Both ways may be in use at once, and neither proof takes anything from the other.
        String key = principal.id() + (principal.attribute(CREDENTIAL).contains(SIMPL_PARTICIPANT) ? AT_TIER_2 : "");
        Optional<Proved> before = proved(key, principal.id());
        boolean same = before.map(one -> one.principal().attributes().equals(principal.attributes()))
                .orElse(!proves(principal));
        boolean recent = before.map(
                        one -> now.isBefore(one.at().plus(settings.stale().dividedBy(REFRESH))))
                .orElse(true);
        if (!same || !recent) {
            documents.put(KIND, "", key, json(principal, now).toString());
        }
    }

    private static boolean proves(Principal principal) {
        return principal.kind() == Principal.Kind.PARTICIPANT
                && principal.attribute(AGREEMENT).isEmpty()
                && !principal.attribute(CREDENTIAL).isEmpty();
    }

    private RecipientFacts facts(Principal principal, Instant at) {
        Set<String> ids = new LinkedHashSet<>(List.of(principal.id()));
        ids.addAll(principal.attribute("participant_id"));
        ids.addAll(principal.attribute(MEMBERSHIP + "participantId"));
        ids.removeIf(id -> isDid(id) && !id.equals(principal.id()));
        Set<String> roles = new LinkedHashSet<>(principal.attribute(IDENTITY_ATTRIBUTES));
        principal.attributes().forEach((name, values) -> {
            if (ROLE_CLAIMS.contains(name.substring(name.lastIndexOf('.') + 1)) && name.indexOf('.') > 0) {
                roles.addAll(values);
            }
        });
        Set<String> credentials = new LinkedHashSet<>(principal.attribute(CREDENTIAL));
        for (RecipientRule rule : settings.rules()) {
            if (rule.isMetBy(principal)) {
                (rule.gives() == RecipientRule.Gives.ROLE ? roles : credentials).add(rule.value());
            }
        }
        Set<String> collections = new LinkedHashSet<>(principal.attribute(IDENTITY_ATTRIBUTES));
        collections.addAll(principal.attribute(MEMBERSHIP + "identityAttributes"));
        collections.addAll(principal.attribute(MEMBERSHIP + "memberOf"));
        // A collection that is named like an organisation would let its member act under that organisation's
        // agreements.
        collections.removeIf(Recipients::isDid);
        return new RecipientFacts(
                List.copyOf(ids),
                List.copyOf(roles),
                List.copyOf(credentials),
                List.copyOf(collections),
                at.plus(settings.stale()));
    }

    private static boolean isDid(String text) {
        return text.startsWith("did:");
    }

    private Optional<Proved> proved(String key, String id) {
        long version = documents.version(KIND);
        Kept known = kept.getIfPresent(key);
        if (known == null || known.version() != version) {
            known = new Kept(version, documents.get(KIND, "", key).map(one -> read(id, one.json())));
            kept.put(key, known);
        }
        return known.proved();
    }

    private static ObjectNode json(Principal principal, Instant at) {
        ObjectNode json = StrictJson.object().put("name", principal.name()).put("at", at.toString());
        ObjectNode attributes = json.putObject("attributes");
        principal.attributes().forEach((name, values) -> values.forEach(attributes.putArray(name)::add));
        return json;
    }

    private static Proved read(String id, String text) {
        ObjectNode json = StrictJson.object(text);
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        json.path("attributes").properties().forEach(entry -> {
            List<String> values = new ArrayList<>();
            entry.getValue().forEach(value -> values.add(value.asString("")));
            attributes.put(entry.getKey(), values);
        });
        return new Proved(
                Principal.participant(id, json.path("name").asString(""), attributes),
                Instant.parse(json.path("at").asString("")));
    }
}
