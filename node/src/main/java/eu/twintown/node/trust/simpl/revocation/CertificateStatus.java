package eu.twintown.node.trust.simpl.revocation;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.revocation.CertificateState.Standing;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether certificates still hold. Asks the OCSP responder that a certificate names (RFC 6960), and where that gives no
 * answer the revocation list (RFC 5280); keeps answers for a while.
 *
 * <p>While nobody can be asked, the last good answer counts until its stated age, and then the certificate is refused:
 * an attacker who can silence the responder gains that time and no more. Answers are asked for once however many
 * requests wait for them.
 */
public final class CertificateStatus {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateStatus.class);
    private static final int MOST = 10_000;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final RevocationSettings settings;
    private final OcspClient ocsp;
    private final CrlClient crl;
    private final InstantSource clock;
    private final Map<X509Certificate, Entry> known = new ConcurrentHashMap<>();

    /** What is remembered of one certificate; guarded by itself while somebody asks. */
    private static final class Entry {
        private volatile CertificateState state =
                new CertificateState(Standing.UNKNOWN, "none", "it was not asked for yet", Instant.MIN);
        private volatile Instant nextTry = Instant.MIN;
    }

    /** @param send makes a request that leaves the node */
    public CertificateStatus(RevocationSettings settings, Function<Request, Response> send, InstantSource clock) {
        this.settings = settings;
        this.ocsp = new OcspClient(send, clock);
        this.crl = new CrlClient(send, clock);
        this.clock = clock;
    }

    /**
     * Lets a certificate pass or refuses it.
     *
     * @param issuer its issuer's certificate
     * @throws TrustException where it is revoked or suspended, or its state cannot be found out
     */
    public void require(X509Certificate certificate, X509Certificate issuer) {
        CertificateState state = state(certificate, issuer);
        if (state.standing() != Standing.VALID) {
            String name = certificate.getSubjectX500Principal().getName();
            throw new TrustException(
                    "status",
                    state.standing() == Standing.UNKNOWN
                            ? "The state of the certificate cannot be found out at present"
                            : "The certificate is " + state.standing().name().toLowerCase(java.util.Locale.ROOT),
                    "the certificate of " + name + ": " + state.reason());
        }
    }

    /** What is known now; asks where the last answer is too old. */
    public CertificateState state(X509Certificate certificate, X509Certificate issuer) {
        if (known.size() > MOST) {
            known.clear();
        }
        Entry entry = known.computeIfAbsent(certificate, c -> new Entry());
        Instant now = clock.instant();
        if (!isFresh(entry, now)) {
            synchronized (entry) {
                if (!isFresh(entry, now)) {
                    renew(entry, certificate, issuer, now);
                }
            }
        }
        return judged(entry.state, now);
    }

    /** Takes the answer that a server sent along in the handshake, where it is good. */
    public void stapled(X509Certificate certificate, X509Certificate issuer, byte[] response) {
        try {
            CertificateState state = ocsp.read(response, certificate, issuer, "OCSP (stapled)");
            Entry entry = known.computeIfAbsent(certificate, c -> new Entry());
            // A staple may be hours old; it never takes the place of bad news or of what was asked for here.
            if (!isFresh(entry, clock.instant()) && !isBad(entry.state)) {
                entry.state = state;
                entry.nextTry = clock.instant().plus(settings.fresh());
            }
        } catch (RevocationUnknown e) {
            LOG.info("A stapled OCSP answer cannot be used: {}", e.getMessage());
        }
    }

    /** Forgets what is known, so that the next request asks. */
    public void forget() {
        known.clear();
    }

    private static boolean isBad(CertificateState state) {
        return state.standing() == Standing.REVOKED || state.standing() == Standing.SUSPENDED;
    }

    /** An answer that is to be used for longer than any may be was noted by a clock that has been set back since. */
    private boolean isFresh(Entry entry, Instant now) {
        Duration longest = settings.fresh().compareTo(BETWEEN_TRIES) > 0 ? settings.fresh() : BETWEEN_TRIES;
        return now.isBefore(entry.nextTry) && !entry.nextTry.isAfter(now.plus(longest));
    }

    private void renew(Entry entry, X509Certificate certificate, X509Certificate issuer, Instant now) {
        CertificateState asked = ask(certificate, issuer, now);
        if (asked.isFinal()) {
            entry.state = asked;
            entry.nextTry = now.plus(settings.fresh());
            return;
        }
        if (!entry.state.isFinal()) {
            entry.state = asked;
        }
        Duration wait = settings.fresh().compareTo(BETWEEN_TRIES) < 0 ? settings.fresh() : BETWEEN_TRIES;
        entry.nextTry = now.plus(wait);
        LOG.warn("The state of {} cannot be found out: {}", certificate.getSubjectX500Principal(), asked.reason());
    }

    /** An answer that is older than its stated age is no answer. */
    private CertificateState judged(CertificateState state, Instant now) {
        if (state.standing() == Standing.VALID
                && state.askedAt().plus(settings.stale()).isBefore(now)) {
            return new CertificateState(
                    Standing.UNKNOWN,
                    state.source(),
                    "nobody could be asked since " + state.askedAt() + ", and such an answer counts for "
                            + settings.stale(),
                    state.askedAt());
        }
        return state;
    }

    private CertificateState ask(X509Certificate certificate, X509Certificate issuer, Instant now) {
        StringBuilder reasons = new StringBuilder();
        boolean named = false;
        for (String responder : Places.ocsp(certificate)) {
            named = true;
            try {
                return ocsp.ask(responder, certificate, issuer);
            } catch (RevocationUnknown e) {
                reasons.append(e.getMessage()).append("; ");
            }
        }
        for (String list : Places.lists(certificate)) {
            named = true;
            try {
                return crl.ask(list, certificate, issuer);
            } catch (RevocationUnknown e) {
                reasons.append(e.getMessage()).append("; ");
            }
        }
        if (!named) {
            return settings.required()
                    ? new CertificateState(Standing.UNKNOWN, "none", "it names no OCSP responder and no list", now)
                    : new CertificateState(Standing.VALID, "none", "it names nobody to ask, and none is required", now);
        }
        return new CertificateState(Standing.UNKNOWN, "none", reasons.toString(), now);
    }
}
