package eu.twintown.node.trust.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential, whatever its format. Having one says nothing about whether it is genuine.
 *
 * @param text as it is passed on
 * @param id its id; empty where it has none
 * @param issuer DID (or URL) of the issuer
 * @param types without {@code VerifiableCredential}; for SD-JWT the one {@code vct}
 * @param subject whom it is about; empty where it is a bearer credential
 * @param claims what it says: {@code credentialSubject}, or the disclosed claims of an SD-JWT
 * @param json the whole credential
 */
public record Credential(
        CredentialFormat format,
        String text,
        String id,
        String issuer,
        List<String> types,
        String subject,
        ObjectNode claims,
        Instant validFrom,
        Optional<Instant> validUntil,
        List<StatusEntry> status,
        ObjectNode json) {

    public Credential {
        types = List.copyOf(types);
        status = List.copyOf(status);
    }

    public boolean hasType(String type) {
        return types.contains(type);
    }
}
