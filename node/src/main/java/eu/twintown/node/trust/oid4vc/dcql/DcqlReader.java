package eu.twintown.node.trust.oid4vc.dcql;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.oid4vc.dcql.DcqlQuery.SetQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code dcql_query}; what is unknown in it is ignored, as section 6 says. */
public final class DcqlReader {
    private static final int MOST = 20;

    private DcqlReader() {}

    /** @throws DcqlException with the place and what would be right */
    public static DcqlQuery read(JsonNode json) {
        if (!json.isObject()) {
            throw new DcqlException("", "must be a JSON object");
        }
        List<CredentialQuery> credentials = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        JsonNode wanted = list(json, "credentials", "", true);
        for (int i = 0; i < wanted.size(); i++) {
            CredentialQuery query = credential(wanted.get(i), "/credentials/" + i);
            if (!ids.add(query.id())) {
                throw new DcqlException("/credentials/" + i + "/id", "is there twice; each id names one credential");
            }
            credentials.add(query);
        }
        List<SetQuery> sets = new ArrayList<>();
        JsonNode combinations = list(json, "credential_sets", "", false);
        for (int i = 0; i < combinations.size(); i++) {
            String place = "/credential_sets/" + i;
            List<List<String>> options = texts(list(combinations.get(i), "options", place, true), place + "/options");
            options.forEach(option -> option.forEach(
                    id -> require(ids.contains(id), place, "names " + id + ", which no credential has")));
            sets.add(new SetQuery(options, combinations.get(i).path("required").asBoolean(true)));
        }
        return new DcqlQuery(credentials, sets);
    }

    private static CredentialQuery credential(JsonNode json, String place) {
        String id = json.path("id").asString("");
        require(id.matches("[A-Za-z0-9_-]{1,100}"), place + "/id", "must be letters, digits, _ or -");
        Set<CredentialFormat> formats = formats(json.path("format").asString(""), place);
        JsonNode meta = json.path("meta");
        boolean sdJwt = formats.contains(CredentialFormat.SD_JWT);
        List<Set<String>> types = new ArrayList<>();
        if (sdJwt) {
            list(meta, "vct_values", place + "/meta", false).forEach(vct -> types.add(Set.of(vct.asString(""))));
        } else {
            texts(list(meta, "type_values", place + "/meta", false), place + "/meta/type_values")
                    .forEach(one -> types.add(Set.copyOf(one)));
        }
        List<ClaimQuery> claims = claims(list(json, "claims", place, false), place + "/claims");
        List<List<String>> claimSets = texts(list(json, "claim_sets", place, false), place + "/claim_sets");
        Set<String> names = new HashSet<>();
        claims.forEach(claim -> names.add(claim.id()));
        claimSets.forEach(set -> set.forEach(name -> require(
                !name.isEmpty() && names.contains(name),
                place + "/claim_sets",
                "names the claim '" + name + "', which is not there")));
        return new CredentialQuery(
                id,
                formats,
                json.path("multiple").asBoolean(false),
                types,
                json.path("require_cryptographic_holder_binding").asBoolean(true),
                claims,
                claimSets);
    }

    private static List<ClaimQuery> claims(JsonNode json, String place) {
        List<ClaimQuery> claims = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < json.size(); i++) {
            JsonNode one = json.get(i);
            String id = one.path("id").asString("");
            require(id.isEmpty() || ids.add(id), place + "/" + i + "/id", "is there twice");
            Optional<ClaimsPath> path = ClaimsPath.read(one.path("path"));
            require(path.isPresent(), place + "/" + i + "/path", "must be a list of names, places and null, not empty");
            List<JsonNode> values = new ArrayList<>();
            one.path("values").forEach(values::add);
            claims.add(new ClaimQuery(id, path.orElseThrow(), values));
        }
        return claims;
    }

    private static Set<CredentialFormat> formats(String name, String place) {
        return switch (name) {
            // Both data models are W3C credentials signed as JWT (appendix B.1.3.1).
            case "jwt_vc_json" -> Set.of(CredentialFormat.VC11_JWT, CredentialFormat.VC20_JWT);
            case "dc+sd-jwt" -> Set.of(CredentialFormat.SD_JWT);
            case "" -> throw new DcqlException(place + "/format", "is missing");
            // A format that is not had here matches nothing, but the query is no error.
            default -> Set.of();
        };
    }

    private static JsonNode list(JsonNode json, String name, String place, boolean needed) {
        JsonNode list = json.path(name);
        if (list.isMissingNode() && !needed) {
            return list;
        }
        require(
                list.isArray() && !list.isEmpty() && list.size() <= MOST,
                place + "/" + name,
                "must be a list of 1 to " + MOST + " entries");
        return list;
    }

    private static List<List<String>> texts(JsonNode lists, String place) {
        List<List<String>> read = new ArrayList<>();
        for (JsonNode list : lists) {
            require(list.isArray() && !list.isEmpty(), place, "must be a list of lists of texts");
            List<String> texts = new ArrayList<>();
            list.forEach(text -> texts.add(text.asString("")));
            read.add(texts);
        }
        return read;
    }

    private static void require(boolean right, String place, String why) {
        if (!right) {
            throw new DcqlException(place, why);
        }
    }
}
