package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.ShapeCheck;
import eu.twintown.node.catalogue.simpl.check.Violation;
import eu.twintown.node.catalogue.simpl.description.DatasetFacts;
import eu.twintown.node.catalogue.simpl.description.Offering;
import eu.twintown.node.catalogue.simpl.description.OfferingSettings;
import eu.twintown.node.catalogue.simpl.description.OfferingWriter;
import eu.twintown.node.catalogue.simpl.description.TextRules;
import eu.twintown.node.catalogue.simpl.proof.CredentialSigner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes offerings, checks them by the data space's schemas, and signs them. */
final class Drafts {
    private static final String SIGNATURE = "simpl:signature";

    private final OfferingSettings settings;
    private final Supplier<CredentialSigner> signer;

    /**
     * An offering that may or may not fit.
     *
     * @param fingerprint the same for two offerings that say the same
     */
    record Draft(Offering offering, String fingerprint, List<Violation> violations) {}

    Drafts(OfferingSettings settings, Supplier<CredentialSigner> signer) {
        this.settings = settings;
        this.signer = signer;
    }

    /** The dataset as an offering of this participant, checked by these schemas. */
    Draft draft(DatasetFacts dataset, String participantId, SchemaCache.Known schemas) {
        Offering offering = OfferingWriter.write(dataset, settings, TextRules.of(schemas.shapes()), participantId);
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(offering.subject());
        // Not part of the fingerprint, because no two signatures of one text are alike.
        ((ObjectNode) offering.subject().path("simpl:providerInformation"))
                .put(SIGNATURE, signer.get().hexSignature(bytes));
        List<Violation> violations = ShapeCheck.check(SelfDescription.graph(offering.subject()), schemas.shapes());
        return new Draft(offering, ContractTemplate.sha256(bytes), violations);
    }

    /** The offering as a signed credential. */
    ObjectNode signed(Draft draft, Instant now) {
        CredentialSigner current = signer.get();
        ObjectNode credential = JsonMapper.shared().createObjectNode();
        credential.putArray("@context").add(SelfDescription.CREDENTIALS).add(SelfDescription.JWS_2020);
        credential.put("type", "VerifiableCredential");
        credential.put("issuer", current.issuer());
        credential.put("issuanceDate", now.truncatedTo(ChronoUnit.SECONDS).toString());
        credential.set("credentialSubject", draft.offering().subject());
        return current.signed(credential, now);
    }
}
