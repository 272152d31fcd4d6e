package eu.twintown.node.authority.membership;

import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participant;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.IssuedCredential;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.oid4vc.issuer.OfferBook;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins a member's two identities. The participant names its DID over tier 2, where its certificate has proved who it is,
 * and gets an offer for that DID; fetching the credential then proves that it holds the DID's key. What happens to the
 * certificate happens to the credentials, too.
 *
 * <p>This is an addition of ours: Simpl-Open knows no DIDs. A participant of a real Simpl authority gets its membership
 * credential from whoever the data space names as trust anchor.
 */
public final class Memberships {
    /** The type of the credential. */
    public static final String TYPE = "MembershipCredential";

    private static final String KIND = "member-did";
    private static final Duration OFFER_LIFE = Duration.ofMinutes(30);
    private static final int PAGE = 500;

    private final Documents documents;
    private final OfferBook offers;
    private final CredentialIssuer issuer;
    private final String dataSpace;
    private final Function<String, List<String>> attributes;

    /**
     * Membership in one data space.
     *
     * @param dataSpace its name
     * @param attributes codes of a participant's identity attributes
     */
    public Memberships(
            Documents documents,
            OfferBook offers,
            CredentialIssuer issuer,
            String dataSpace,
            Function<String, List<String>> attributes) {
        this.documents = documents;
        this.offers = offers;
        this.issuer = issuer;
        this.dataSpace = dataSpace;
        this.attributes = attributes;
    }

    /** An offer of the membership for a participant's DID, which replaces one that it named before. */
    OfferBook.Made offer(Participant participant, String did) {
        try {
            Did.parse(did);
        } catch (TrustException e) {
            throw SimplProblem.badRequest("/did is no DID: " + e.safe());
        }
        if (memberOf(did).filter(id -> !id.equals(participant.id())).isPresent()) {
            throw SimplProblem.badRequest("The DID " + did + " is that of another participant");
        }
        documents.put(
                KIND, "", participant.id(), StrictJson.object().put("did", did).toString());
        return offers.make(new OfferBook.Terms(List.of("membership"), claims(participant), did, "", false, OFFER_LIFE));
    }

    /** What the credential says of a member. */
    public ObjectNode claims(Participant participant) {
        ObjectNode claims = StrictJson.object()
                .put("memberOf", dataSpace)
                .put("organization", participant.organization())
                .put("participantId", participant.id());
        attributes.apply(participant.id()).forEach(claims.putArray("identityAttributes")::add);
        return claims;
    }

    /** The participant that has named this DID. */
    public Optional<String> memberOf(String did) {
        for (int offset = 0; ; offset += PAGE) {
            List<Documents.Document> page = documents.list(KIND, "", PAGE, offset);
            for (Documents.Document stored : page) {
                if (did(stored).equals(did)) {
                    return Optional.of(stored.id());
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
        }
    }

    /** A certificate of a participant changed its state: so do the participant's membership credentials. */
    public void standing(String participantId, CredentialStatus status, String reason) {
        Optional<String> did = documents.get(KIND, "", participantId).map(Memberships::did);
        if (did.isEmpty()) {
            return;
        }
        for (int offset = 0; ; offset += PAGE) {
            List<IssuedCredential> page = issuer.list(PAGE, offset);
            page.stream()
                    .filter(one -> one.types().contains(TYPE) && one.subject().equals(did.get()))
                    .forEach(one -> follow(one, status, reason));
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private void follow(IssuedCredential credential, CredentialStatus status, String reason) {
        IssuedCredential.State state = credential.state();
        switch (status) {
            case SUSPENDED -> {
                if (state == IssuedCredential.State.ISSUED) {
                    issuer.suspend(credential.id(), reason);
                }
            }
            case VALID -> {
                if (state == IssuedCredential.State.SUSPENDED) {
                    issuer.reinstate(credential.id());
                }
            }
            case REVOKED -> {
                if (state != IssuedCredential.State.REVOKED) {
                    issuer.revoke(credential.id(), reason);
                }
            }
            case EXPIRED -> {
                // The credential has an end of its own.
            }
        }
    }

    private static String did(Documents.Document stored) {
        return StrictJson.object(stored.json()).path("did").asString("");
    }
}
