package eu.twintown.node.trust.oid4vc.dcql;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One credential that is wanted (section 6.1).
 *
 * @param formats the formats of ours that stand for the wanted one
 * @param multiple whether several may be given
 * @param types alternatives, each a set of types that all must be there; for SD-JWT sets of one; empty = any type
 * @param bound whether the holder must prove that it is the holder
 * @param claimSets names of claims, the preferred set first
 */
public record CredentialQuery(
        String id,
        Set<CredentialFormat> formats,
        boolean multiple,
        List<Set<String>> types,
        boolean bound,
        List<ClaimQuery> claims,
        List<List<String>> claimSets) {

    /** The type that every W3C credential has, in short and expanded; it tells nothing apart. */
    private static final Set<String> EVERY =
            Set.of("VerifiableCredential", "https://www.w3.org/2018/credentials#VerifiableCredential");

    public CredentialQuery {
        formats = Set.copyOf(formats);
        types = List.copyOf(types);
        claims = List.copyOf(claims);
        claimSets = List.copyOf(claimSets);
    }

    /**
     * The claims that a credential would have to disclose for this query (section 6.4.1); empty where it does not match.
     */
    public Optional<List<ClaimQuery>> matchedBy(Credential credential) {
        if (!formats.contains(credential.format())
                || !types.isEmpty() && types.stream().noneMatch(alternative -> hasAll(credential, alternative))) {
            return Optional.empty();
        }
        JsonNode root = root(credential);
        if (claimSets.isEmpty()) {
            return claims.stream().allMatch(claim -> claim.isIn(root)) ? Optional.of(claims) : Optional.empty();
        }
        Map<String, ClaimQuery> byId = claims.stream().collect(Collectors.toMap(ClaimQuery::id, Function.identity()));
        return claimSets.stream()
                .map(set -> set.stream().map(byId::get).toList())
                .filter(set -> set.stream().allMatch(claim -> claim.isIn(root)))
                .findFirst();
    }

    /** Paths begin at the root of a W3C credential, but at the claims of an SD-JWT (sections B.1.2 and B.3). */
    private static JsonNode root(Credential credential) {
        return credential.json();
    }

    private static boolean hasAll(Credential credential, Set<String> alternative) {
        return alternative.stream()
                .filter(type -> !EVERY.contains(type))
                .allMatch(type -> credential.hasType(type) || credential.hasType(localName(type)));
    }

    /** A type that no context of ours expands is looked for by its last part, too. */
    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
    }
}
