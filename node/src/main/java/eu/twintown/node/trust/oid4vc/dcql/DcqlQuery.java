package eu.twintown.node.trust.oid4vc.dcql;

import eu.twintown.node.trust.credential.Credential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A query for credentials (section 6).
 *
 * @param credentials what is wanted, each with an id of its own
 * @param sets which combinations will do; empty = all of {@code credentials}
 */
public record DcqlQuery(List<CredentialQuery> credentials, List<SetQuery> sets) {

    /** Combinations of credentials, the preferred one first (section 6.2). */
    public record SetQuery(List<List<String>> options, boolean required) {
        public SetQuery {
            options = List.copyOf(options);
        }
    }

    /** A credential that fits, and the claims to disclose of it. */
    public record Match(Credential credential, CredentialQuery query, List<ClaimQuery> claims) {}

    public DcqlQuery {
        credentials = List.copyOf(credentials);
        sets = List.copyOf(sets);
    }

    /** The query of this id. */
    public Optional<CredentialQuery> find(String id) {
        return credentials.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /**
     * What to present of the credentials held, by the id of the credential query; empty where they do not satisfy the
     * query, for then nothing may be presented (section 6.4.2).
     */
    public Optional<Map<String, List<Match>>> select(List<Credential> held) {
        Map<String, List<Match>> matches = new LinkedHashMap<>();
        for (CredentialQuery query : credentials) {
            List<Match> fitting = held.stream()
                    .flatMap(one -> query.matchedBy(one).stream().map(claims -> new Match(one, query, claims)))
                    .toList();
            if (!fitting.isEmpty()) {
                matches.put(query.id(), query.multiple() ? fitting : fitting.subList(0, 1));
            }
        }
        List<String> chosen = new ArrayList<>();
        if (sets.isEmpty()) {
            credentials.forEach(query -> chosen.add(query.id()));
        }
        for (SetQuery set : sets) {
            Optional<List<String>> option = set.options().stream()
                    .filter(ids -> matches.keySet().containsAll(ids))
                    .findFirst();
            if (option.isEmpty() && set.required()) {
                return Optional.empty();
            }
            // What is optional is not given away unasked.
            option.filter(ids -> set.required()).ifPresent(chosen::addAll);
        }
        return matches.keySet().containsAll(chosen)
                ? Optional.of(chosen.stream()
                        .distinct()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                id -> matches.getOrDefault(id, List.of()),
                                (a, b) -> a,
                                LinkedHashMap::new)))
                : Optional.empty();
    }

    /** Whether presentations for these ids are enough. */
    public boolean satisfiedBy(java.util.Set<String> ids) {
        if (sets.isEmpty()) {
            return credentials.stream().allMatch(query -> ids.contains(query.id()));
        }
        return sets.stream().filter(SetQuery::required).allMatch(set -> set.options().stream()
                .anyMatch(ids::containsAll));
    }
}
