package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of credential that this node issues (section 12.2.4, {@code credential_configurations_supported}).
 *
 * @param id its name in offers
 * @param types without {@code VerifiableCredential}; for SD-JWT the one {@code vct}
 * @param title what people read
 * @param selective claims of an SD-JWT that the holder may leave out
 */
public record CredentialConfiguration(
        String id,
        CredentialFormat format,
        List<String> types,
        String title,
        Duration validity,
        Set<String> selective) {

    public CredentialConfiguration {
        types = List.copyOf(types);
        selective = Set.copyOf(selective);
    }

    /** The membership of a data space, as both W3C credential and SD-JWT: what an authority issues unless told otherwise. */
    public static List<CredentialConfiguration> memberships() {
        Duration year = Duration.ofDays(365);
        String type = "MembershipCredential";
        return List.of(
                new CredentialConfiguration(
                        "membership", CredentialFormat.VC11_JWT, List.of(type), "Membership", year, Set.of()),
                new CredentialConfiguration(
                        "membership-sd", CredentialFormat.SD_JWT, List.of(type), "Membership", year, Set.of()));
    }

    /** As the issuer's metadata describe it. */
    ObjectNode metadata(String signingAlgorithm) {
        ObjectNode json =
                StrictJson.object().put("format", format == CredentialFormat.SD_JWT ? "dc+sd-jwt" : "jwt_vc_json");
        json.put("scope", id);
        if (format == CredentialFormat.SD_JWT) {
            json.put("vct", types.getFirst());
            json.putArray("cryptographic_binding_methods_supported").add("jwk");
        } else {
            ObjectNode definition = json.putObject("credential_definition");
            definition.putArray("type").add("VerifiableCredential");
            types.forEach(definition.withArray("type")::add);
            json.putArray("cryptographic_binding_methods_supported")
                    .add("did:web")
                    .add("did:key")
                    .add("did:jwk");
        }
        json.putArray("credential_signing_alg_values_supported").add(signingAlgorithm);
        json.putObject("proof_types_supported")
                .putObject("jwt")
                .putArray("proof_signing_alg_values_supported")
                .add("ES256")
                .add("EdDSA");
        json.putObject("credential_metadata")
                .putArray("display")
                .addObject()
                .put("name", title)
                .put("locale", Locale.ENGLISH.getLanguage());
        return json;
    }
}
