package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.oid4vc.OAuthError;
import eu.twintown.node.trust.oid4vc.Secrets;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The offers that are open. Each code and token is {@code <offer id>.<secret>}, so that it is found by its offer; each step
 * is one compare-and-set, so that a code is redeemed once even if it is shown twice at the same moment.
 */
public final class OfferBook {
    private static final String KIND = "credential-offer";
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final int MOST_WRONG_CODES = 5;

    private final Documents documents;
    private final InstantSource clock;

    public OfferBook(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * A new offer and what goes to the holder by two ways.
     *
     * @param code pre-authorised code; empty where the holder has to sign in
     * @param transactionCode what the holder must type; empty where none is wanted
     */
    public record Made(String id, List<String> configurations, String code, String transactionCode, Instant until) {}

    /** What an offer is for. */
    public record Terms(
            List<String> configurations,
            ObjectNode claims,
            String subject,
            String account,
            boolean withTransactionCode,
            Duration life) {}

    public Made make(Terms terms) {
        String id = UUID.randomUUID().toString();
        boolean preAuthorised = terms.account().isEmpty();
        String secret = Secrets.random();
        String transaction = preAuthorised && terms.withTransactionCode() ? Secrets.digits() : "";
        Instant until = clock.instant().plus(terms.life());
        Offer offer = new Offer(
                id,
                terms.configurations(),
                terms.claims(),
                terms.subject(),
                terms.account(),
                preAuthorised ? Secrets.digest(secret) : "",
                transaction.isEmpty() ? "" : Secrets.digest(transaction),
                "",
                "",
                "",
                until,
                0,
                0);
        documents.create(KIND, "", id, offer.text());
        return new Made(id, terms.configurations(), preAuthorised ? id + "." + secret : "", transaction, until);
    }

    Optional<Offer> find(String id) {
        return documents
                .get(KIND, "", id)
                .map(stored -> Offer.read(stored.json()))
                .filter(offer -> clock.instant().isBefore(offer.until()));
    }

    /** Gives the signed-in account a code for its offer. */
    String authorise(Offer offer, String challenge, String redirectUri) {
        String secret = Secrets.random();
        change(
                offer,
                open -> open.authorised(
                        Secrets.digest(secret),
                        challenge,
                        redirectUri,
                        clock.instant().plus(CODE_LIFE)));
        return offer.id() + "." + secret;
    }

    /** The offer of a code that is still good. */
    Offer ofCode(String code) {
        return bySecret(code, Offer::codeDigest)
                .orElseThrow(
                        () -> OAuthError.of("invalid_grant", "The code is not known, was used before, or has expired"));
    }

    /** Counts a wrong transaction code; after some the offer is void. */
    void wrongCode(Offer offer) {
        change(offer, open -> open.wrongCode(MOST_WRONG_CODES));
    }

    /** Turns the code into an access token, once. */
    String redeem(Offer offer) {
        String secret = Secrets.random();
        change(
                offer,
                open -> open.redeemed(Secrets.digest(secret), clock.instant().plus(TOKEN_LIFE)));
        return IssuanceTokens.PREFIX + offer.id() + "." + secret;
    }

    static Duration tokenLife() {
        return TOKEN_LIFE;
    }

    /** The offer of an access token that is still good. */
    Optional<Offer> ofToken(String token) {
        return token.startsWith(IssuanceTokens.PREFIX)
                ? bySecret(token.substring(IssuanceTokens.PREFIX.length()), Offer::tokenDigest)
                : Optional.empty();
    }

    void issued(Offer offer, int count) {
        change(offer, open -> open.withIssued(count));
    }

    private Optional<Offer> bySecret(String text, java.util.function.Function<Offer, String> digest) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return find(text.substring(0, dot))
                .filter(offer -> !digest.apply(offer).isEmpty())
                .filter(offer -> Secrets.matches(text.substring(dot + 1), digest.apply(offer)));
    }

    private void change(Offer offer, UnaryOperator<Offer> step) {
        if (!documents.replace(
                KIND, "", offer.id(), offer.text(), step.apply(offer).text())) {
            throw OAuthError.of("invalid_grant", "The offer was used by another request at the same moment");
        }
    }
}
