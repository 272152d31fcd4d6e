package eu.twintown.node.dataspace.transfer.token;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.Transfers;
import eu.twintown.node.dataspace.transfer.token.TokenFamilies.Family;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues the tokens that let the other side of a transfer in: the consumer to the data of a pull, the provider to the
 * inbox of a push. An access token is a short JWT (RFC 9068 in spirit, with a type of its own); it is renewed with a
 * refresh token that is good once (RFC 9700, section 4.14.2) and only to the one it was issued for. When one is shown a second
 * time, somebody has a copy: then no token of the family counts any more, and the other side has to
 * prove itself again for new ones.
 */
public final class TokenIssuer {
    /** The type in the header of the access tokens, so that no other token can pass for one (RFC 8725, section 3.11). */
    static final String TYPE = "transfer+jwt";

    static final String AGREEMENT = "agreement";
    static final String TRANSFER = "transfer";
    static final String FAMILY = "family";
    static final String INBOX = "inbox";

    private static final Logger LOG = LoggerFactory.getLogger(TokenIssuer.class);
    private static final String KIND_OF_SECRET = "transfer-tokens/";

    private final NodeDid node;
    private final KeyRing keys;
    private final Transfers transfers;
    private final TransferGate gate;
    private final TokenFamilies families;
    private final Duration life;
    private final InstantSource clock;

    /** What the issuer stands on. */
    public record Ground(NodeDid node, KeyRing keys, Transfers transfers, TransferGate gate, Documents documents) {}

    /**
     * A pair of tokens.
     *
     * @param life how long the access token is valid
     */
    public record Issued(String accessToken, String refreshToken, Duration life) {
        @Override
        public String toString() {
            return "Issued[" + life + "]";
        }
    }

    /** @param life of an access token */
    public TokenIssuer(Ground ground, Duration life, InstantSource clock) {
        this.node = ground.node();
        this.keys = ground.keys();
        this.transfers = ground.transfers();
        this.gate = ground.gate();
        this.families = new TokenFamilies(ground.documents());
        this.life = life;
        this.clock = clock;
    }

    /** The first tokens of a transfer; those that were issued for it before count no longer. */
    public Issued issue(Transfer transfer) {
        String id = UUID.randomUUID().toString();
        byte[] secret = RefreshTokens.newSecret();
        Family family = new Family(id, 1, keys.box().seal(KIND_OF_SECRET + transfer.id(), secret));
        families.put(transfer.id(), family);
        return tokens(transfer, family, secret);
    }

    /**
     * New tokens for a refresh token, which is used up by it.
     *
     * @param caller participant id of who proved to be the one asking
     * @throws TokenFault where it does not count
     */
    public Issued refresh(String refreshToken, String caller) {
        RefreshTokens.Parsed parsed = RefreshTokens.parse(refreshToken)
                .orElseThrow(() -> TokenFault.grant("This is no refresh token of this node"));
        Transfer transfer = held(parsed.transfer(), caller);
        requireOpen(transfer);
        boolean[] replayed = new boolean[1];
        Family next = families.change(transfer.id(), family -> {
                    replayed[0] = false;
                    if (family.id().isEmpty() || !parsed.isMadeWith(secret(transfer, family))) {
                        throw TokenFault.grant("The refresh token does not count any more");
                    }
                    if (parsed.generation() != family.generation()) {
                        replayed[0] = true;
                        return new Family("", family.generation(), "");
                    }
                    return new Family(family.id(), family.generation() + 1, family.secret());
                })
                .orElseThrow(() -> TokenFault.grant("The refresh token does not count any more"));
        if (replayed[0]) {
            LOG.warn(
                    "A used refresh token of transfer {} was shown again by {}; its tokens are revoked",
                    transfer.id(),
                    caller);
            throw TokenFault.grant("The refresh token was used before; all tokens of the transfer are revoked");
        }
        return tokens(transfer, next, secret(transfer, next));
    }

    /**
     * New tokens for who has lost the old ones; those count no longer.
     *
     * @param caller participant id of who proved to be the one asking
     * @throws TokenFault where the transfer is not open, or with somebody else
     */
    public Issued renew(String transfer, String caller) {
        Transfer found = held(transfer, caller);
        requireOpen(found);
        return issue(found);
    }

    /** No token that was issued for the transfer until now counts any more. */
    public void revoke(String transfer) {
        families.change(transfer, family -> new Family("", family.generation(), ""));
    }

    /** Forgets what is kept for the tokens of a transfer that is over. */
    public void forget(String transfer) {
        families.remove(transfer);
    }

    boolean isCurrent(String transfer, String family) {
        return families.isCurrent(transfer, family);
    }

    private Transfer held(String id, String caller) {
        Optional<Transfer> transfer = transfers
                .find(id)
                .filter(one -> isIssuedFor(one) && one.counterparty().equals(caller));
        return transfer.orElseThrow(() -> TokenFault.grant("There is no such transfer with " + caller));
    }

    /** Whether the other side comes to this node: to fetch what it consumes, or to push what it provides. */
    static boolean isIssuedFor(Transfer transfer) {
        return transfer.terms().isPush() == (transfer.side() == Side.CONSUMER);
    }

    private void requireOpen(Transfer transfer) {
        gate.closed(transfer).ifPresent(why -> {
            throw TokenFault.grant(why);
        });
    }

    private byte[] secret(Transfer transfer, Family family) {
        return keys.box().unseal(KIND_OF_SECRET + transfer.id(), family.secret());
    }

    private Issued tokens(Transfer transfer, Family family, byte[] secret) {
        Instant now = clock.instant();
        String me = node.did().value();
        ObjectNode claims = StrictJson.object()
                .put("iss", me)
                .put("aud", me)
                .put("sub", transfer.counterparty())
                .put(AGREEMENT, transfer.terms().agreement())
                .put(TRANSFER, transfer.id())
                .put(FAMILY, family.id())
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(life).getEpochSecond());
        String access = keys.active(KeyPurpose.NODE).sign(StrictJson.object().put("typ", TYPE), claims);
        return new Issued(access, RefreshTokens.make(transfer.id(), family.generation(), secret), life);
    }
}
