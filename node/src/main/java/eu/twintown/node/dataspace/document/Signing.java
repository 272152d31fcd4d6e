package eu.twintown.node.dataspace.document;

import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signatures under agreement documents: statements of a party by the key of its DID. */
final class Signing {
    private static final String SIGNATURE = "agreement-signature";

    private final Seals seals;

    Signing(Seals seals) {
        this.seals = seals;
    }

    /** A signature that holds. */
    record Signature(String by, String key, Instant at) {}

    Paper sign(Paper paper) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", paper.agreement())
                .put("hash", paper.hash());
        return paper.signed(seals.statement(SIGNATURE, body));
    }

    /**
     * Verifies a signature under a document.
     *
     * @throws TrustException where it is none of this document
     */
    Signature verify(Paper paper, String signature) {
        SealedMessage statement = seals.verify(SIGNATURE, signature);
        String signed = statement.body().path("hash").asString("");
        if (!statement.body().path("agreement").asString("").equals(paper.agreement())
                || !signed.equals(paper.hash())) {
            throw new TrustException(
                    "hash",
                    "The document is not the one that was signed: its hash is " + paper.hash() + ", signed was "
                            + signed,
                    "The signature of " + statement.from() + " is for " + signed);
        }
        return new Signature(
                statement.from(),
                eu.twintown.node.trust.jose.Jws.parse(signature).kid(),
                statement.at());
    }
}
