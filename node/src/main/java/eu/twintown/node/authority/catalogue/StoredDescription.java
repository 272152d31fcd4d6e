package eu.twintown.node.authority.catalogue;

import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A self-description as the catalogue keeps it.
 *
 * @param hash SHA-256 of the content, in hexadecimal
 * @param id IRI of the offering
 * @param owner the participant that published it
 * @param verificationMethod the key that signed it
 * @param content as it was sent
 */
record StoredDescription(
        String hash,
        String id,
        Status status,
        String issuer,
        String owner,
        String verificationMethod,
        Instant uploaded,
        Instant statusSince,
        String content) {

    /** The states of the catalogue's contract; one that a newer version replaced is deprecated. */
    enum Status {
        ACTIVE,
        EOL,
        DEPRECATED,
        REVOKED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    StoredDescription with(Status next, Instant at) {
        return new StoredDescription(hash, id, next, issuer, owner, verificationMethod, uploaded, at, content);
    }

    /** What the catalogue tells of it beside the content. */
    ObjectNode meta() {
        ObjectNode meta = JsonMapper.shared().createObjectNode();
        meta.put("sdHash", hash);
        meta.put("id", id);
        meta.put("status", status.text());
        meta.put("issuer", issuer);
        meta.putArray("validatorDids");
        meta.put("uploadDatetime", uploaded.toString());
        meta.put("statusDatetime", statusSince.toString());
        return meta;
    }
}
