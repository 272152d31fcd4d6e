package eu.twintown.node.trust.holding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.holding.HeldCredential.State;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The credentials that this organisation holds. */
public final class Wallet {
    private static final String KIND = "held-credential";
    private static final int MOST = 1_000;
    private static final Duration SOON = Duration.ofDays(30);

    private final Documents documents;
    private final CredentialVerifier verifier;
    private final InstantSource clock;

    public Wallet(Documents documents, CredentialVerifier verifier, InstantSource clock) {
        this.documents = documents;
        this.verifier = verifier;
        this.clock = clock;
    }

    /**
     * Takes in a credential, instead of an older one with the same id. Whether to take it is for the caller to judge.
     *
     * @throws eu.twintown.node.trust.jose.TrustException where it cannot be read
     */
    public HeldCredential add(String text) {
        Credential credential = verifier.read(text);
        if (documents.count(KIND, "") >= MOST) {
            throw new ProblemException(ProblemType.CONFLICT, "The wallet is full; at most " + MOST + " are held");
        }
        String key = credential.id().isEmpty() ? digest(text) : credential.id();
        Instant now = clock.instant();
        ObjectNode stored = StrictJson.object().put("text", text).put("receivedAt", now.toString());
        documents.put(KIND, "", key, stored.toString());
        return judged(key, credential, now);
    }

    /** All that are held, with their state at this moment. */
    public List<HeldCredential> list() {
        return documents.list(KIND, "", MOST, 0).stream().map(this::read).toList();
    }

    public Optional<HeldCredential> find(String key) {
        return documents.get(KIND, "", key).map(this::read);
    }

    /** Those of a type that can be presented now, the longest valid first. */
    public List<Credential> byType(String type) {
        return list().stream()
                .filter(held -> held.credential().hasType(type))
                .filter(held -> held.state() == State.VALID || held.state() == State.EXPIRES_SOON)
                .map(HeldCredential::credential)
                .sorted((a, b) -> b.validUntil()
                        .orElse(Instant.MAX)
                        .compareTo(a.validUntil().orElse(Instant.MAX)))
                .toList();
    }

    /** Gives one up; false where there is none. */
    public boolean remove(String key) {
        return documents.delete(KIND, "", key);
    }

    private HeldCredential read(Documents.Document stored) {
        ObjectNode json = StrictJson.object(stored.json());
        return judged(
                stored.id(),
                verifier.read(json.path("text").asString("")),
                Instant.parse(json.path("receivedAt").asString("")));
    }

    private HeldCredential judged(String key, Credential credential, Instant receivedAt) {
        Instant now = clock.instant();
        if (credential.validUntil().filter(end -> !now.isBefore(end)).isPresent()) {
            return new HeldCredential(key, credential, receivedAt, State.EXPIRED, "It has expired");
        }
        Verdict verdict = verifier.verify(credential.text(), Expectation.any());
        Optional<Check> failed = verdict.failure();
        if (failed.isPresent()) {
            return new HeldCredential(key, credential, receivedAt, state(failed.get()), verdict.fullReason());
        }
        boolean soon = credential
                .validUntil()
                .filter(end -> end.isBefore(now.plus(SOON)))
                .isPresent();
        return new HeldCredential(key, credential, receivedAt, soon ? State.EXPIRES_SOON : State.VALID, "");
    }

    private static State state(Check failed) {
        return switch (failed.name()) {
            case Check.REVOKED -> State.REVOKED;
            case Check.SUSPENDED -> State.SUSPENDED;
            default -> State.UNCHECKED;
        };
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + StrictJson.encode(sha);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
