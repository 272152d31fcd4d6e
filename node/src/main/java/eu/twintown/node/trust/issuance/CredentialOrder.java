package eu.twintown.node.trust.issuance;

import eu.twintown.node.trust.credential.CredentialFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential to be issued.
 *
 * @param types without {@code VerifiableCredential}; for SD-JWT the first is the {@code vct}
 * @param subject DID of whom it is about; empty for an SD-JWT that is bound by key only
 * @param claims what it says about the subject
 * @param contexts further JSON-LD contexts, by URL
 * @param validity from now on
 * @param revocable whether it gets a place in the status lists
 * @param holderKey public JWK that an SD-JWT is bound to
 * @param selective names of the claims of an SD-JWT that the holder may leave out
 */
public record CredentialOrder(
        CredentialFormat format,
        List<String> types,
        String subject,
        ObjectNode claims,
        List<String> contexts,
        Duration validity,
        boolean revocable,
        Optional<JsonNode> holderKey,
        Set<String> selective) {

    public CredentialOrder {
        if (types.isEmpty() || validity.isNegative() || validity.isZero()) {
            throw new IllegalArgumentException("A credential has a type, and is valid for some time");
        }
        types = List.copyOf(types);
        contexts = List.copyOf(contexts);
        selective = Set.copyOf(selective);
    }

    /** A revocable credential for one year. */
    public static CredentialOrder of(CredentialFormat format, String type, String subject, ObjectNode claims) {
        return new CredentialOrder(
                format,
                List.of(type),
                subject,
                claims,
                List.of(),
                Duration.ofDays(365),
                true,
                Optional.empty(),
                Set.of());
    }

    public CredentialOrder validFor(Duration time) {
        return new CredentialOrder(format, types, subject, claims, contexts, time, revocable, holderKey, selective);
    }

    public CredentialOrder withContexts(String... urls) {
        return new CredentialOrder(
                format, types, subject, claims, List.of(urls), validity, revocable, holderKey, selective);
    }

    public CredentialOrder withoutStatus() {
        return new CredentialOrder(format, types, subject, claims, contexts, validity, false, holderKey, selective);
    }

    /** An SD-JWT bound to a key, some of whose claims may be left out when it is presented. */
    public CredentialOrder boundTo(JsonNode jwk, String... hidden) {
        return new CredentialOrder(
                format, types, subject, claims, contexts, validity, revocable, Optional.of(jwk), Set.of(hidden));
    }
}
